//! The fact: what a roster file really says, with exact spans.
//!
//! A [`Document`] is one file as it was read: its bytes, its one [`Sheet`] of [`Row`]s and [`Cell`]s, and the
//! [`Fault`]s the reader met on the way. Nothing here has an opinion about what a roster should look like, and
//! nothing here touches a disk, a clock or a terminal.
//!
//! # One typo must not hide the rest
//!
//! The decision that shapes this crate is that reading never gives up half way. A CSV reader that follows RFC 4180 to
//! the letter takes a stray quotation mark for the beginning of a cell that swallows the rest of the file, and
//! says nothing. Here the quotation mark becomes a [`Fault`] at its place, and reading goes on at the next line
//! that has as many cells as the header. Only what cannot be a roster at all is a [`ReadError`].
//!
//! ```
//! use rosterkit_sheet::{Document, Fault};
//!
//! let document = Document::read("staff.csv", b"Name,Role\nAna \"Annie\" Chen,Dentist\nBo Ek,Front desk\n".to_vec())?;
//! let cell = document.sheet().rows().nth(1).and_then(|row| row.cells().next()).expect("two rows");
//! assert_eq!(cell.text(), "Bo Ek");
//! assert_eq!(cell.reference().to_string(), "A3");
//! assert!(matches!(document.sheet().faults(), [Fault::StrayQuote { .. }]));
//! # Ok::<(), rosterkit_sheet::ReadError>(())
//! ```

pub use crate::cell::{Cell, CellKind, Quoting};
pub use crate::dialect::{Delimiter, Dialect, LineEnd, Preamble};
pub use crate::document::{Document, DocumentKind};
pub use crate::edit::{Edit, EditError};
pub use crate::encoding::{Encoding, EncodingEvidence};
pub use crate::error::ReadError;
pub use crate::fault::Fault;
pub use crate::options::ReadOptions;
pub use crate::place::{ByteSpan, CellRef, ColumnIndex, Position, RowIndex};
pub use crate::same_rows::SameRows;
pub use crate::sheet::{Cells, OtherSheet, PlainField, PlainFields, Row, Sheet};
pub use crate::visible::visible;
pub use crate::window::{Mark, Window};

mod place;

mod document;
mod milestones;
mod same_rows;
mod options;
mod sheet;

mod cell;
mod fault;

mod csv;
mod dialect;
mod encoding;
mod error;
mod format;
mod origins;
mod xlsx;

mod edit;

mod visible;
mod window;
