//! Acceptors: what is right at a glance, so that rules look only at the rest.
//!
//! An acceptor answers "certainly right" or "look closer". The law that makes this safe, that no rule for cells or rows
//! complains about what was accepted, is a property test of [`check`](crate::check()).

use rosterkit_schema::{
    Column, ColumnId, Condition, FAMILY_NAME, FieldType, GIVEN_NAME, Presence, Schema, are_placeholder_names,
    is_placeholder_name,
};
use rosterkit_sheet::{Cell, CellKind, DocumentKind, PlainField, Quoting};

use crate::example::Glance;
use crate::view::{RowView, SheetView};

/// A set of columns of a schema, as long as it has no more than [`MOST`](Self::MOST).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct ColumnSet(u128);

impl ColumnSet {
    /// How many columns a set can tell apart.
    const MOST: usize = 128;

    fn of(column: ColumnId) -> Self {
        Self(1_u128.checked_shl(u32::from(column.0)).unwrap_or(0))
    }

    fn insert(&mut self, column: ColumnId) {
        *self = self.union(Self::of(column));
    }

    fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    fn is_disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }
}

/// Whether the cell is certainly right in its column.
pub(crate) fn accepts_cell(column: &Column, cell: &Cell<'_>, kind: DocumentKind) -> bool {
    let well_quoted = !column.quoted || kind != DocumentKind::Csv || cell.quoting() == Quoting::Quoted;
    cell.kind() == CellKind::Text
        && well_quoted
        && !cell.is_formula()
        && column.field_type.accepts(cell.bytes())
}

/// The law of a schema for whole rows: which cells a row must fill and which it must leave blank, and what its cells say of
/// each other.
#[derive(Debug)]
pub(crate) struct RowAcceptor {
    wanted: ColumnSet,
    conditional: Vec<(Condition, Demands)>,
    /// Each column whose values must agree with another's.
    compared: Vec<(ColumnId, ColumnId)>,
    first_name: Option<ColumnId>,
    last_name: Option<ColumnId>,
    example: Glance,
}

#[derive(Debug, Default)]
struct Demands {
    filled: ColumnSet,
    blank: ColumnSet,
}

/// What the cells of an accepted row say, by column of the schema: its bytes, and nothing where the cell is blank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'f, 'a>(&'f [&'a [u8]]);

impl<'a> Fields<'_, 'a> {
    pub(crate) fn of(self, column: ColumnId) -> &'a [u8] {
        self.0.get(column.index()).copied().unwrap_or_default()
    }

    fn of_any(self, column: Option<ColumnId>) -> &'a [u8] {
        column.map_or(b"", |column| self.of(column))
    }
}

impl RowAcceptor {
    pub(crate) fn new(schema: &Schema) -> Self {
        let mut wanted = ColumnSet::default();
        let mut conditional: Vec<(Condition, Demands)> = Vec::new();
        let mut demand = |condition: &Condition, set: fn(&mut Demands) -> &mut ColumnSet, id| {
            let known = conditional.iter().position(|(other, _)| other == condition);
            let at = known.unwrap_or_else(|| {
                conditional.push((condition.clone(), Demands::default()));
                conditional.len() - 1
            });
            set(&mut conditional[at].1).insert(id);
        };
        for (id, column) in schema.columns() {
            if column.presence != Presence::Optional {
                wanted.insert(id);
            }
            if let Some(condition) = &column.required_when {
                demand(condition, |demands| &mut demands.filled, id);
            }
            if let Some(condition) = &column.blank_when {
                demand(condition, |demands| &mut demands.blank, id);
            }
        }
        Self {
            wanted,
            conditional,
            compared: schema
                .columns()
                .filter_map(|(id, column)| Some((id, column.agrees_with?)))
                .collect(),
            first_name: schema.column_holding(GIVEN_NAME),
            last_name: schema.column_holding(FAMILY_NAME),
            example: Glance::of(schema),
        }
    }

    /// Whether a row of accepted cells certainly fills what it must and nothing else, and whether what it says certainly
    /// agrees, names somebody and is no example.
    fn accepts(&self, schema: &Schema, fields: Fields<'_, '_>, filled: ColumnSet) -> bool {
        let mut wanted = self.wanted;
        for (condition, demands) in &self.conditional {
            if fields
                .of(condition.column)
                .eq_ignore_ascii_case(condition.is.as_bytes())
            {
                wanted = wanted.union(demands.filled);
                if !filled.is_disjoint(demands.blank) {
                    return false;
                }
            }
        }
        wanted.is_subset(filled)
            && self.agrees(schema, fields)
            && self.names_somebody(fields)
            && !self.example.suspects(fields)
    }

    fn agrees(&self, schema: &Schema, fields: Fields<'_, '_>) -> bool {
        self.compared.iter().all(|&(id, other)| {
            let (one, other) = (fields.of(id), fields.of(other));
            one.is_empty() || other.is_empty() || schema.column(id).field_type.agrees_at_a_glance(one, other)
        })
    }

    fn names_somebody(&self, fields: Fields<'_, '_>) -> bool {
        let (first, last) = (fields.of_any(self.first_name), fields.of_any(self.last_name));
        !is_placeholder_name(first) && !is_placeholder_name(last) && !are_placeholder_names(first, last)
    }
}

/// The law for the rows of one sheet.
#[derive(Debug)]
pub(crate) struct SheetAcceptor<'a> {
    law: &'a RowAcceptor,
    schema: &'a Schema,
    /// By column of the sheet: the column of the schema that is read there; and one more, for a cell too many.
    columns: Vec<Option<Read<'a>>>,
    /// By column of the schema: what the row says that was looked at last.
    fields: Vec<&'a [u8]>,
}

/// What is asked of the cells of a column.
#[derive(Debug, Clone, Copy)]
struct Read<'a> {
    id: ColumnId,
    /// Only this column.
    set: ColumnSet,
    field_type: &'a FieldType,
    quoting: Option<Quoting>,
}

impl<'a> SheetAcceptor<'a> {
    pub(crate) fn new(law: &'a RowAcceptor, on: &SheetView<'a>) -> Self {
        let read = |id: ColumnId| {
            let column = on.schema.column(id);
            let is_quoted = column.quoted && on.document().kind() == DocumentKind::Csv;
            Read {
                id,
                set: ColumnSet::of(id),
                field_type: &column.field_type,
                quoting: is_quoted.then_some(Quoting::Quoted),
            }
        };
        let columns = on.layout.all_read();
        Self {
            law,
            schema: on.schema,
            columns: columns.into_iter().map(|id| id.map(read)).chain([None]).collect(),
            fields: vec![b""; on.schema.columns.len()],
        }
    }

    /// What the row says, if it is certainly right in every cell and as a whole.
    pub(crate) fn accepts(&mut self, row: &RowView<'a>) -> Option<Fields<'_, 'a>> {
        self.fields.fill(b"");
        let mut filled = ColumnSet::default();
        let mut width = 0;
        for (field, read) in row.row.plain_fields().zip(&self.columns) {
            let field = field?;
            width += 1;
            let Some(read) = read.as_ref().filter(|_| !field.bytes.is_empty()) else {
                continue;
            };
            if read.accepts(field) {
                filled = filled.union(read.set);
                *self.fields.get_mut(read.id.index())? = field.bytes;
            } else if !field.bytes.iter().all(u8::is_ascii_whitespace) {
                return None;
            }
        }
        if self.fields.len() > ColumnSet::MOST || !row.is_readable_if_wide(width) {
            return None;
        }
        let fields = Fields(&self.fields);
        let fits_batch = || {
            let contrary = row.contrary_to_batch();
            row.is_assigned() && contrary.is_none_or(|(column, word)| fields.of(column) != word.as_bytes())
        };
        let is_right = self.law.accepts(self.schema, fields, filled) && fits_batch();
        is_right.then_some(fields)
    }
}

impl Read<'_> {
    /// Whether a field is certainly right in the column, as [`accepts_cell`] says of its cell.
    fn accepts(&self, field: PlainField<'_>) -> bool {
        self.quoting.is_none_or(|quoting| quoting == field.quoting) && self.field_type.accepts(field.bytes)
    }
}

#[cfg(test)]
mod tests {
    use rosterkit_schema::{Answers, Schema};

    use super::ColumnSet;
    use crate::check;
    use crate::level::Levels;
    use crate::testing::roster;

    #[test]
    fn a_column_beyond_what_a_set_holds_is_asked_for_too() {
        let head = "name = \"wide\"\ntarget = \"t\"\ntitle = \"t\"\nversion = \"1.0.0\"\nsources = []\n\
                    file = { newline = \"lf\", byte-order-mark = false }\nbatch = { several-locations = false }\n";
        let columns = ColumnSet::MOST + 2;
        let column = |at: usize| {
            format!(
                "[[column]]\nid = \"c-{at}\"\nheader = \"C{at}\"\ntype = \"text\"\npresence = \"required\"\n\
                 attribute = \"urn:rosterkit:params:scim:schemas:extension:wide:1.0:User:c{at}\"\nhint = \"h\"\n\
                 example = \"x\"\n"
            )
        };
        let text: String = [head.to_owned()]
            .into_iter()
            .chain((1..=columns).map(column))
            .collect();
        let schema = Schema::parse("schema.toml", &text, &Answers::new()).unwrap();
        let header: Vec<String> = (1..=columns).map(|at| format!("C{at}")).collect();
        let row = vec!["x"; columns - 1];
        let file = format!("{}\n{},\n", header.join(","), row.join(","));
        let report = check(
            schema,
            vec![roster("staff.csv", file.as_bytes())],
            &Levels::default(),
        );
        let rules: Vec<&str> = report.diagnostics().iter().map(|found| found.rule.name).collect();
        assert!(rules.contains(&"missing-value"), "{rules:?}");
    }
}
