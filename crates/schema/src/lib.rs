//! The law: what a roster of this kind must look like.
