//! Acceptors: what is right at a glance, so that rules look only at the rest.
//!
//! An acceptor answers "certainly right" or "look closer". The law that makes this safe, that no rule for cells or rows
//! complains about what was accepted, is a property test of [`check`](crate::check()).

use rosterkit_schema::{ColumnId, Condition, Presence, Schema, are_placeholder_names, is_placeholder_name};
use rosterkit_sheet::{Cell, CellKind, DocumentKind, Quoting};

use crate::damage::is_error_value;
use crate::example::Glance;
use crate::view::RowView;

/// A set of columns of a schema, which has at most 128.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ColumnSet(u128);

impl ColumnSet {
    pub(crate) fn insert(&mut self, column: ColumnId) {
        self.0 |= 1_u128.checked_shl(u32::from(column.0)).unwrap_or(0);
    }

    fn contains(self, column: ColumnId) -> bool {
        self.0 & 1_u128.checked_shl(u32::from(column.0)).unwrap_or(0) != 0
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
pub(crate) fn accepts_cell(schema: &Schema, column: ColumnId, cell: &Cell<'_>, kind: DocumentKind) -> bool {
    let column = schema.column(column);
    let well_quoted = !column.quoted || kind != DocumentKind::Csv || cell.quoting() == Quoting::Quoted;
    // Doubled quotes are still doubled in the bytes of the cell; no acceptor is asked about them.
    cell.kind() == CellKind::Text
        && !cell.is_formula()
        && !is_error_value(cell)
        && well_quoted
        && !cell.bytes().contains(&b'"')
        && column.field_type.accepts(cell.bytes())
}

/// Which cells a row must fill and which it must leave blank, and what its cells say of each other.
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
            first_name: schema.column_holding("name.givenName"),
            last_name: schema.column_holding("name.familyName"),
            example: Glance::of(schema),
        }
    }

    /// Whether the row certainly fills what it must and nothing else, given the columns that it fills, and whether what it says
    /// certainly agrees, names somebody and is no example.
    pub(crate) fn accepts(&self, row: &RowView<'_>, filled: ColumnSet) -> bool {
        let mut wanted = self.wanted;
        for (condition, demands) in &self.conditional {
            if row.deciding_cell(condition).is_some() {
                wanted = wanted.union(demands.filled);
                if !filled.is_disjoint(demands.blank) {
                    return false;
                }
            }
        }
        wanted.is_subset(filled)
            && self.agrees(row, filled)
            && self.names_somebody(row)
            && !self.example.suspects(row)
    }

    fn agrees(&self, row: &RowView<'_>, filled: ColumnSet) -> bool {
        self.compared.iter().all(|&(id, other)| {
            if !filled.contains(id) || !filled.contains(other) {
                return true;
            }
            let field_type = &row.on.schema.column(id).field_type;
            match (row.cell(id), row.cell(other)) {
                (Some(cell), Some(other)) => field_type.agrees_at_a_glance(cell.bytes(), other.bytes()),
                _ => true,
            }
        })
    }

    fn names_somebody(&self, row: &RowView<'_>) -> bool {
        let name = |id: Option<ColumnId>| {
            id.and_then(|id| row.cell(id))
                .map_or(&b""[..], |cell| cell.bytes())
        };
        let (first, last) = (name(self.first_name), name(self.last_name));
        !is_placeholder_name(first) && !is_placeholder_name(last) && !are_placeholder_names(first, last)
    }
}
