//! The deed: clean rows become records, a plan and an applied, journalled batch.
