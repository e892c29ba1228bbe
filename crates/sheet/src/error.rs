//! Why a file cannot be read as a roster at all, and what to do about it in Excel.

use miette::Diagnostic;
use thiserror::Error;

/// A file that is no roster, or that it would not be safe to open. Each says in its help what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum ReadError {
    /// No byte besides line ends and a byte order mark, or a workbook without any filled cell.
    #[error("the file is empty")]
    #[diagnostic(
        code(sheet::empty),
        help(
            "fill in the header and at least one row, save the file, and check that you picked the right one"
        )
    )]
    Empty,

    /// A workbook whose visible sheets are empty, while hidden ones are not.
    #[error("every sheet of the workbook that holds anything is hidden: {sheets}")]
    #[diagnostic(
        code(sheet::hidden_sheets),
        help(
            "in Excel, right-click a tab, choose Unhide, and save; or name the sheet to read with `--sheet NAME`"
        )
    )]
    HiddenSheets {
        /// Their names, in back-ticks.
        sheets: String,
    },

    /// Bytes that are no text: a picture, a PDF, an archive of another kind, a damaged file.
    #[error("the file is not text and not an Excel workbook")]
    #[diagnostic(
        code(sheet::binary),
        help("open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8")
    )]
    Binary,

    /// A workbook in a format older than `.xlsx`.
    #[error("the file is a workbook in an old Excel format")]
    #[diagnostic(
        code(sheet::old_excel),
        help("open it in Excel and choose File > Save As > Excel Workbook (.xlsx)")
    )]
    OldExcel,

    /// A workbook without the sheet that was asked for.
    #[error("the workbook has no sheet `{name}`")]
    #[diagnostic(code(sheet::no_such_sheet), help("its sheets are {sheets}"))]
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The names that there are, in back-ticks.
        sheets: String,
    },

    /// A workbook that opens only with a password.
    #[error("the workbook is protected with a password")]
    #[diagnostic(
        code(sheet::encrypted_workbook),
        help(
            "open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password, and save"
        )
    )]
    EncryptedWorkbook,

    /// An OpenDocument file such as LibreOffice's `.ods`.
    #[error("the file is an OpenDocument file (.ods)")]
    #[diagnostic(
        code(sheet::open_document),
        help("open it in LibreOffice or Excel and save it as an Excel Workbook (.xlsx) or as CSV UTF-8")
    )]
    OpenDocument,

    /// A web page, which some web sites offer as an "Excel" download.
    #[error("the file is a web page (HTML), whatever its name says")]
    #[diagnostic(
        code(sheet::html),
        help(
            "open it in Excel and choose File > Save As > Excel Workbook (.xlsx); if it shows a log-in page, download the roster again"
        )
    )]
    Html,

    /// Text whose name ends as that of a workbook does, which some programs offer as an "Excel" download.
    #[error("the file is text, although its name is that of a workbook")]
    #[diagnostic(
        code(sheet::text_named_workbook),
        help(
            "give it a name that ends in .csv; or open it in Excel and choose File > Save As > Excel Workbook (.xlsx)"
        )
    )]
    TextNamedWorkbook,

    /// A ZIP archive without a workbook in it.
    #[error("the file is a ZIP archive without an Excel workbook in it")]
    #[diagnostic(
        code(sheet::not_a_workbook),
        help(
            "if the roster is inside the archive, extract it first; if it is a document, save it as a workbook in Excel"
        )
    )]
    NotAWorkbook,

    /// Larger than a roster can be, packed or unpacked.
    #[error("the file is too large: {reason}")]
    #[diagnostic(
        code(sheet::too_large),
        help(
            "copy the rows that hold people into a new workbook and save that, or split the roster into several files"
        )
    )]
    TooLarge {
        /// Which limit it exceeds.
        reason: String,
    },

    /// A workbook that is damaged, or that was made to do harm.
    #[error("the workbook cannot be read: {reason}")]
    #[diagnostic(
        code(sheet::workbook),
        help(
            "open it in Excel, let Excel repair it if it offers to, and choose File > Save As > Excel Workbook (.xlsx); if Excel cannot open it either, ask for the file again"
        )
    )]
    Workbook {
        /// What is wrong with it, in plain words.
        reason: String,
    },
}
