//! The fact: what a roster file really says, with exact spans.
