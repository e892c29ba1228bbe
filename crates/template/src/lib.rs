//! The law on paper: templates to fill in and the target's own CSV.
