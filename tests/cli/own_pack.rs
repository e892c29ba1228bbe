//! The chapter "Write your own pack" of the book: what it shows is what happens.

use crate::fixture::{ANA, ROSTER_TOML, STAFF, Sandbox, table};

const PAGE: &str = include_str!("../../docs/src/schema-toml.md");

/// The blocks of the chapter in this language, in their order.
fn blocks(language: &str) -> Vec<&'static str> {
    let (_, chapter) = PAGE
        .split_once("\n## Write your own pack\n")
        .expect("the chapter");
    let fence = format!("```{language}\n");
    let blocks = chapter.split(fence.as_str()).skip(1);
    blocks.filter_map(|block| block.split("```").next()).collect()
}

/// The commands of a block, each with what it says.
fn commands(block: &str) -> Vec<(Vec<String>, String)> {
    let commands = block.split("$ roster ").skip(1);
    let command = |text: &str| {
        let (line, said) = text.split_once('\n').unwrap_or((text, ""));
        (
            line.split_whitespace().map(str::to_owned).collect(),
            said.to_owned(),
        )
    };
    commands.map(command).collect()
}

#[test]
fn the_chapter_happens_as_it_stands() {
    let (csv, toml, console) = (blocks("csv"), blocks("toml"), blocks("console"));
    let sandbox = Sandbox::empty().file("badges.toml", toml[0]);
    let mut run = 0;
    for block in console {
        for (args, shown) in commands(block) {
            match args[0].as_str() {
                "lint" => sandbox.write("house.csv", csv[1]),
                "convert" => {
                    sandbox.write("desk/roster.toml", ROSTER_TOML);
                    sandbox.write("desk/staff.csv", table(STAFF, &[ANA]));
                }
                _ => {}
            }
            let said = sandbox.roster(&args.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(said.all(), shown, "roster {}", args.join(" "));
            run += 1;
        }
    }
    assert_eq!(run, 4);
    // The template begins as the target's own file does.
    let template = String::from_utf8(sandbox.read("badges.csv")).unwrap();
    assert_eq!(template.replace("\r\n", "\n"), csv[0]);
}
