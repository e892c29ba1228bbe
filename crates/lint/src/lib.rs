//! The judgement: law against fact, as rules, diagnostics and fixes.
