//! Every rule, in the order in which pages and lists show them. A rule is its file, its page and two lines here.

use crate::rule::Rule;

mod unclosed_quote;
mod stray_quote;
mod not_utf8;
mod legacy_encoding;
mod utf16_encoding;
mod byte_order_mark;
mod old_mac_line_ends;
mod wrong_delimiter;
mod sep_line;
mod missing_preamble;
mod lines_above_header;
mod unreadable_cell;
mod workbook_named_csv;
mod unread_sheets;
mod hidden_rows;
mod hidden_columns;
mod merged_cells;
mod file_too_large;
mod file_near_limit;
mod missing_column;
mod unknown_column;
mod duplicate_column;
mod blank_rows;
mod ragged_row;
mod missing_value;
mod missing_recommended;
mod unexpected_value;
mod example_row;
mod blank_edges;
mod error_value;
mod date_cell;
mod boolean_cell;
mod number_cell;
mod formula_cell;
mod number_not_shown;
mod mojibake;
mod equals_quoted;
mod formula_text;
mod line_break;
mod invisible_character;
mod full_width;
mod lookalike_letter;
mod smart_quotes;
mod literal_quotes;
mod leading_apostrophe;
mod unusual_dash;
mod scientific_notation;
mod thousands_separators;
mod rounded_number;
mod amount;
mod invalid_name;
mod name_placeholder;
mod invalid_text;
mod invalid_username;
mod invalid_email;
mod invalid_phone;
mod invalid_international_phone;
mod phone_fictional;
mod phone_directory_assistance;
mod phone_unknown_area_code;
mod phone_special_area_code;
mod invalid_choice;
mod invalid_state;
mod invalid_zip;
mod zip_lost_zero;
mod zip_not_in_state;
mod zip_across_border;
mod zip_prefix_unusual;
mod zip_plus_four_filler;
mod invalid_country;
mod invalid_org_unit_path;
mod invalid_password;
mod invalid_npi;
mod npi_check_digit;
mod text_placeholder;
mod npi_placeholder;
mod npi_unissued;
mod invalid_dea;
mod dea_check_digit;
mod dea_first_letter;
mod dea_suffix;
mod dea_none;
mod dea_placeholder;
mod dea_initial;
mod invalid_ein;
mod ssn_for_ein;
mod itin_for_ein;
mod ein_prefix;
mod invalid_id_number;
mod scientific_lookalike;
mod unquoted_id_number;
mod batch_contradiction;
mod missing_hours;
mod unknown_role_or_location;
mod unknown_role;
mod unknown_location;
mod provider_mismatch;
mod duplicate_value;
mod two_roles_at_location;
mod person_details_differ;
mod person_in_two_batches;
mod person_with_two_usernames;
mod unused_suppression;
mod expired_suppression;

pub(crate) use example_row::EXAMPLE_ROW;
pub(crate) use expired_suppression::EXPIRED_SUPPRESSION;
pub(crate) use invalid_choice::meant as choice_meant;
pub(crate) use unused_suppression::UNUSED_SUPPRESSION;

/// Every rule.
pub static RULES: &[&Rule] = &[
    // What the reader noticed.
    &unclosed_quote::UNCLOSED_QUOTE,
    &stray_quote::STRAY_QUOTE,
    &not_utf8::NOT_UTF8,
    &legacy_encoding::LEGACY_ENCODING,
    &utf16_encoding::UTF16_ENCODING,
    &byte_order_mark::BYTE_ORDER_MARK,
    &old_mac_line_ends::OLD_MAC_LINE_ENDS,
    &wrong_delimiter::WRONG_DELIMITER,
    &sep_line::SEP_LINE,
    &missing_preamble::MISSING_PREAMBLE,
    &lines_above_header::LINES_ABOVE_HEADER,
    &unreadable_cell::UNREADABLE_CELL,
    &workbook_named_csv::WORKBOOK_NAMED_CSV,
    &unread_sheets::UNREAD_SHEETS,
    &hidden_rows::HIDDEN_ROWS,
    &hidden_columns::HIDDEN_COLUMNS,
    &merged_cells::MERGED_CELLS,
    &file_too_large::FILE_TOO_LARGE,
    &file_near_limit::FILE_NEAR_LIMIT,
    // The table.
    &missing_column::MISSING_COLUMN,
    &unknown_column::UNKNOWN_COLUMN,
    &duplicate_column::DUPLICATE_COLUMN,
    &blank_rows::BLANK_ROWS,
    &ragged_row::RAGGED_ROW,
    &missing_value::MISSING_VALUE,
    &missing_recommended::MISSING_RECOMMENDED,
    &unexpected_value::UNEXPECTED_VALUE,
    &example_row::EXAMPLE_ROW,
    // Cells.
    &blank_edges::BLANK_EDGES,
    &error_value::ERROR_VALUE,
    &date_cell::DATE_CELL,
    &number_cell::NUMBER_CELL,
    &boolean_cell::BOOLEAN_CELL,
    &formula_cell::FORMULA_CELL,
    &number_not_shown::NUMBER_NOT_SHOWN,
    &mojibake::MOJIBAKE,
    &equals_quoted::EQUALS_QUOTED,
    &formula_text::FORMULA_TEXT,
    &line_break::LINE_BREAK,
    &invisible_character::INVISIBLE_CHARACTER,
    &full_width::FULL_WIDTH,
    &lookalike_letter::LOOKALIKE_LETTER,
    &smart_quotes::SMART_QUOTES,
    &literal_quotes::LITERAL_QUOTES,
    &leading_apostrophe::LEADING_APOSTROPHE,
    &unusual_dash::UNUSUAL_DASH,
    &scientific_notation::SCIENTIFIC_NOTATION,
    &thousands_separators::THOUSANDS_SEPARATORS,
    &rounded_number::ROUNDED_NUMBER,
    &amount::AMOUNT,
    &invalid_name::INVALID_NAME,
    &name_placeholder::NAME_PLACEHOLDER,
    &invalid_text::INVALID_TEXT,
    &text_placeholder::TEXT_PLACEHOLDER,
    &invalid_username::INVALID_USERNAME,
    &invalid_email::INVALID_EMAIL,
    &invalid_phone::INVALID_PHONE,
    &invalid_international_phone::INVALID_INTERNATIONAL_PHONE,
    &phone_fictional::PHONE_FICTIONAL,
    &phone_directory_assistance::PHONE_DIRECTORY_ASSISTANCE,
    &phone_unknown_area_code::PHONE_UNKNOWN_AREA_CODE,
    &phone_special_area_code::PHONE_SPECIAL_AREA_CODE,
    &invalid_choice::INVALID_CHOICE,
    &invalid_state::INVALID_STATE,
    &invalid_zip::INVALID_ZIP,
    &zip_lost_zero::ZIP_LOST_ZERO,
    &zip_not_in_state::ZIP_NOT_IN_STATE,
    &zip_across_border::ZIP_ACROSS_BORDER,
    &zip_prefix_unusual::ZIP_PREFIX_UNUSUAL,
    &zip_plus_four_filler::ZIP_PLUS_FOUR_FILLER,
    &invalid_country::INVALID_COUNTRY,
    &invalid_org_unit_path::INVALID_ORG_UNIT_PATH,
    &invalid_password::INVALID_PASSWORD,
    &invalid_npi::INVALID_NPI,
    &npi_check_digit::NPI_CHECK_DIGIT,
    &npi_placeholder::NPI_PLACEHOLDER,
    &npi_unissued::NPI_UNISSUED,
    &invalid_dea::INVALID_DEA,
    &dea_check_digit::DEA_CHECK_DIGIT,
    &dea_first_letter::DEA_FIRST_LETTER,
    &dea_suffix::DEA_SUFFIX,
    &dea_none::DEA_NONE,
    &dea_placeholder::DEA_PLACEHOLDER,
    &dea_initial::DEA_INITIAL,
    &invalid_ein::INVALID_EIN,
    &ssn_for_ein::SSN_FOR_EIN,
    &itin_for_ein::ITIN_FOR_EIN,
    &ein_prefix::EIN_PREFIX,
    &invalid_id_number::INVALID_ID_NUMBER,
    &scientific_lookalike::SCIENTIFIC_LOOKALIKE,
    &unquoted_id_number::UNQUOTED_ID_NUMBER,
    // The organization.
    &batch_contradiction::BATCH_CONTRADICTION,
    &missing_hours::MISSING_HOURS,
    &unknown_role_or_location::UNKNOWN_ROLE_OR_LOCATION,
    &unknown_role::UNKNOWN_ROLE,
    &unknown_location::UNKNOWN_LOCATION,
    &provider_mismatch::PROVIDER_MISMATCH,
    &duplicate_value::DUPLICATE_VALUE,
    &two_roles_at_location::TWO_ROLES_AT_LOCATION,
    &person_details_differ::PERSON_DETAILS_DIFFER,
    &person_in_two_batches::PERSON_IN_TWO_BATCHES,
    &person_with_two_usernames::PERSON_WITH_TWO_USERNAMES,
    // What the organization has decided.
    &unused_suppression::UNUSED_SUPPRESSION,
    &expired_suppression::EXPIRED_SUPPRESSION,
];
