//! The sheet of hints, as text.

use insta::assert_snapshot;
use rosterkit_schema::{Batch, Schema};

use super::{ascend, batch, bytes, cells, choir};

/// The sheet with ` | ` between its cells; a blank row is a blank line.
fn hints(schema: &Schema, batch: &Batch) -> String {
    let rows = cells(&bytes(schema, batch, &[]), "Hints").into_iter();
    let lines: Vec<String> = rows
        .map(|row| row.join(" | ").trim_end_matches([' ', '|']).to_owned())
        .collect();
    lines.join("\n")
}

#[test]
fn providers() {
    assert_snapshot!(hints(&ascend(), &batch(&[("lehi", "dentist")], Some(true))), @r#"
    Dentrix Ascend: Import Users from File
    Provider at Lehi

    Column | Needed | What to type | Example | Why
    First Name | Required | The person's first name | Ana
    Last Name | Required | The person's last name | Chen
    Username | Required | Letters and digits only, at most 56; no one else in the organization may have it | achen | Ascend does not tell capital from small letters when a user logs in, so AChen and achen are the same
    Email | Recommended | The address to which the invitation goes | ana.chen@example.com | Dentrix Ascend sends the invitation there, and its help page says that every user account needs one
    Phone Number | Required | Ten digits, with or without punctuation | 8015550123
    Provider (YES/NO) | Required | YES for everyone in this file | YES
    Shortname | Required | 4 to 6 letters or digits that stand for the provider on schedules | ACHEN
    Address | Required | The street address at which the provider works | 100 Example Street
    City | Required | The city of that address | Lehi
    State | Required | The two capital letters of the state | UT
    ZIP Code | Required | Nine digits without a dash; 0000 at the end where the last four are not known | 840430000 | The wizard takes nine digits, as in 123450000
    NPI | Required | The ten digits of the provider's own National Provider Identifier | 1234567893
    DEA | Required | Two letters and seven digits, as on the DEA certificate | AB1234563
    TIN | Required | The tax number of the practice, with its dash: two digits, a dash, seven digits | 12-3456789 | Providers of one practice may share it
    State ID | Required | The digits of the state license, in quotation marks where the file is a CSV | "1234567" | The vendor asks for numbers enclosed in quotation marks

    On the sheet Users
    Required |  | Every row needs it: bold on blue, a thick line below
    Recommended |  | No row must have it, every row should: slanted on pale blue, a line below
    Missing |  | The row has begun and still needs this cell: amber in a dashed frame
    Wrong |  | This cannot be right: bold, underlined twice, red on rose. Its note says what is asked for
    Twice |  | Another row says the same, and no two may: bold and slanted, violet in a dotted frame

    The file
    People so far |  | 0
    Size |  | At most 15 KB (15,360 bytes) as a CSV; what is larger needs a second file
    Room |  | Room for about 106 more people before 15 KB

    What happens next
    1. Save |  | Keep the workbook as .xlsx | dentist--lehi.xlsx
    2. Send |  | Send it back to whoever sent it to you, who does the rest
    3. Check |  | Names every cell that is wrong or doubtful, and how to mend it | roster lint dentist--lehi.xlsx
    4. Import |  | Shows what it would do, and does it once you agree | roster import dentist--lehi.xlsx

    After the import | For | What to do
    Review the inactivity timeout | Every account | The import sets one hour unless another time was chosen; the vendor recommends ten minutes.
    Choose a colour for the provider | Every account | Every imported provider is white on the schedule until a colour is chosen under the provider's settings.
    Fill in the Contracted With list | Every account | The insurance carriers and plans with which the provider has a contract; a new carrier means opening it again.
    Attach the provider's fee schedule | Every account | Only where it differs from the UCR fee schedule of the location.
    "#);
}

#[test]
fn staff_at_two_locations() {
    let batch = batch(&[("lehi", "desk"), ("orem", "desk")], Some(false));
    assert_snapshot!(hints(&ascend(), &batch), @"
    Dentrix Ascend: Import Users from File
    Receptionist at Lehi
    Receptionist at Orem & Vineyard

    Column | Needed | What to type | Example | Why
    First Name | Required | The person's first name | Ana
    Last Name | Required | The person's last name | Chen
    Username | Required | Letters and digits only, at most 56; no one else in the organization may have it | achen | Ascend does not tell capital from small letters when a user logs in, so AChen and achen are the same
    Email | Recommended | The address to which the invitation goes | ana.chen@example.com | Dentrix Ascend sends the invitation there, and its help page says that every user account needs one
    Phone Number | Required | Ten digits, with or without punctuation | 8015550123
    Provider (YES/NO) | Required | NO for everyone in this file | NO

    On the sheet Users
    Required |  | Every row needs it: bold on blue, a thick line below
    Recommended |  | No row must have it, every row should: slanted on pale blue, a line below
    Missing |  | The row has begun and still needs this cell: amber in a dashed frame
    Wrong |  | This cannot be right: bold, underlined twice, red on rose. Its note says what is asked for
    Twice |  | Another row says the same, and no two may: bold and slanted, violet in a dotted frame

    The file
    People so far |  | 0
    Size |  | At most 15 KB (15,360 bytes) as a CSV; what is larger needs a second file
    Room |  | Room for about 253 more people before 15 KB

    What happens next
    1. Save |  | Keep the workbook as .xlsx | desk--lehi+orem.xlsx
    2. Send |  | Send it back to whoever sent it to you, who does the rest
    3. Check |  | Names every cell that is wrong or doubtful, and how to mend it | roster lint desk--lehi+orem.xlsx
    4. Import |  | Shows what it would do, and does it once you agree | roster import desk--lehi+orem.xlsx

    After the import | For | What to do
    Review the inactivity timeout | Every account | The import sets one hour unless another time was chosen; the vendor recommends ten minutes.
    ");
}

#[test]
fn anybody() {
    assert_snapshot!(hints(&ascend(), &Batch::default()), @r#"
    Dentrix Ascend: Import Users from File

    Column | Needed | What to type | Example | Why
    First Name | Required | The person's first name | Ana
    Last Name | Required | The person's last name | Chen
    Username | Required | Letters and digits only, at most 56; no one else in the organization may have it | achen | Ascend does not tell capital from small letters when a user logs in, so AChen and achen are the same
    Email | Recommended | The address to which the invitation goes | ana.chen@example.com | Dentrix Ascend sends the invitation there, and its help page says that every user account needs one
    Phone Number | Required | Ten digits, with or without punctuation | 8015550123
    Provider (YES/NO) | Required | YES for those who perform procedures, dentists and hygienists; NO for everyone else | YES
    Shortname | Required when Provider (YES/NO) is YES | 4 to 6 letters or digits that stand for the provider on schedules | ACHEN
    Address | Required when Provider (YES/NO) is YES | The street address at which the provider works | 100 Example Street
    City | Required when Provider (YES/NO) is YES | The city of that address | Lehi
    State | Required when Provider (YES/NO) is YES | The two capital letters of the state | UT
    ZIP Code | Required when Provider (YES/NO) is YES | Nine digits without a dash; 0000 at the end where the last four are not known | 840430000 | The wizard takes nine digits, as in 123450000
    NPI | Required when Provider (YES/NO) is YES | The ten digits of the provider's own National Provider Identifier | 1234567893
    DEA | Required when Provider (YES/NO) is YES | Two letters and seven digits, as on the DEA certificate | AB1234563
    TIN | Required when Provider (YES/NO) is YES | The tax number of the practice, with its dash: two digits, a dash, seven digits | 12-3456789 | Providers of one practice may share it
    State ID | Required when Provider (YES/NO) is YES | The digits of the state license, in quotation marks where the file is a CSV | "1234567" | The vendor asks for numbers enclosed in quotation marks

    On the sheet Users
    Required |  | Every row needs it: bold on blue, a thick line below
    Required when Provider (YES/NO) is YES |  | Some rows need it: bold and slanted on light blue, a dashed line below
    Recommended |  | No row must have it, every row should: slanted on pale blue, a line below
    Missing |  | The row has begun and still needs this cell: amber in a dashed frame
    Wrong |  | This cannot be right: bold, underlined twice, red on rose. Its note says what is asked for
    Twice |  | Another row says the same, and no two may: bold and slanted, violet in a dotted frame

    The file
    People so far |  | 0
    Size |  | At most 15 KB (15,360 bytes) as a CSV; what is larger needs a second file
    Room |  | Room for about 106 more people before 15 KB

    What happens next
    1. Save |  | Keep the workbook as .xlsx | dentrix-ascend.xlsx
    2. Send |  | Send it back to whoever sent it to you, who does the rest
    3. Check |  | Names every cell that is wrong or doubtful, and how to mend it | roster lint dentrix-ascend.xlsx
    4. Import |  | Shows what it would do, and does it once you agree | roster import dentrix-ascend.xlsx

    After the import | For | What to do
    Review the inactivity timeout | Every account | The import sets one hour unless another time was chosen; the vendor recommends ten minutes.
    Choose a colour for the provider | When Provider (YES/NO) is YES | Every imported provider is white on the schedule until a colour is chosen under the provider's settings.
    Fill in the Contracted With list | When Provider (YES/NO) is YES | The insurance carriers and plans with which the provider has a contract; a new carrier means opening it again.
    Attach the provider's fee schedule | When Provider (YES/NO) is YES | Only where it differs from the UCR fee schedule of the location.
    "#);
}

#[test]
fn another_target() {
    let hints = hints(&choir(), &Batch::default()).replace(&"a long hint ".repeat(80), "...");
    assert_snapshot!(hints, @r#"
    Der Chor: Sänger anlegen

    Column | Needed | What to type | Example | Why
    Full Family Name, as on the [Legal] Document | Recommended | Ωmega & <Söhne> | Ærøskøbing
    Stimme 🎶 | Optional | One of the two | tutti
    Stück | Required when Stimme 🎶 is solo, "con fuoco" | What is sung alone | Der Leiermann
    Robe | Optional | ... | robe 1, with a name that is as long as a name of a robe can reasonably be

    On the sheet Users
    Required when Stimme 🎶 is solo, "con fuoco" |  | Some rows need it: bold and slanted on light blue, a dashed line below
    Recommended |  | No row must have it, every row should: slanted on pale blue, a line below
    Optional |  | Fill it in where it applies: plain on white
    Missing |  | The row has begun and still needs this cell: amber in a dashed frame
    Wrong |  | This cannot be right: bold, underlined twice, red on rose. Its note says what is asked for
    Twice |  | Another row says the same, and no two may: bold and slanted, violet in a dotted frame

    The file
    People so far |  | 0
    Size |  | The target names no limit

    What happens next
    1. Save |  | Keep the workbook as .xlsx | choir.xlsx
    2. Send |  | Send it back to whoever sent it to you, who does the rest
    3. Check |  | Names every cell that is wrong or doubtful, and how to mend it | roster lint choir.xlsx
    4. Import |  | Shows what it would do, and does it once you agree | roster import choir.xlsx
    "#);
}

#[test]
fn the_text_beside_a_csv_says_what_stands_above_the_headers() {
    let entra = include_str!("../../../../templates/entra-bulk-create/schema.toml");
    let entra = Schema::parse("schema.toml", entra, &rosterkit_schema::Answers::new()).unwrap();
    let text = |schema: &Schema| {
        crate::hints(&crate::Form {
            schema,
            organization: &super::organization(),
            batch: &Batch::default(),
        })
    };
    let line = "entra-bulk-create.csv begins with \"version:v1.0\", which must stay as it is. Row 2 holds the headers, ";
    assert!(text(&entra).contains(line), "{}", text(&entra));
    assert!(text(&choir()).contains("In choir.csv the first row holds the headers, "));
}
