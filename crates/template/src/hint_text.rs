//! The hints as a text: a CSV has no place for them, since its second row would be a person.

use std::fmt::Write as _;

use crate::field::Field;
use crate::form::Form;
use crate::words::size_in_words;

/// What each column of the CSV wants, in the order of its header, as a text to lay beside it. Lines end as Windows ends them.
pub fn hints(form: &Form<'_>) -> String {
    let mut text = format!("{}\n", form.schema.title);
    for assignment in form.assignments() {
        text.push_str(&assignment);
        text.push('\n');
    }
    let file = format!("{}.csv", form.file_stem());
    let lines = &form.schema.file.preamble;
    let _ = match &lines[..] {
        [] => write!(text, "\nIn {file} the first row holds"),
        lines => write!(
            text,
            "\n{file} begins with \"{}\", which must stay as it is. Row {} holds",
            lines.join("\", \""),
            lines.len() + 1
        ),
    };
    text.push_str(" the headers, which must stay as they are. Below it each person has a row.\n");
    for (id, column) in form.schema.columns() {
        let _ = write!(text, "\n{}\n", column.header);
        if form.stays_blank(column) {
            text.push_str("  Leave it blank for everyone in this file\n");
            continue;
        }
        let field = Field::new(form, id, column);
        let _ = write!(
            text,
            "  {}\n  {}\n  Example: {}\n",
            field.need.in_words(form),
            field.hint,
            field.example
        );
        if let Some(why) = &column.why {
            let _ = writeln!(text, "  {why}");
        }
        // A long list is told by its hint.
        if let Some(choices) = field.choices.filter(|choices| (2..=12).contains(&choices.len())) {
            let _ = writeln!(text, "  One of: {}", choices.join(", "));
        }
    }
    if let Some(bytes) = form.schema.file.max_bytes {
        let _ = write!(
            text,
            "\nThe file may have {}; what is larger needs a second file.\n",
            size_in_words(bytes)
        );
    }
    text.replace('\n', "\r\n")
}
