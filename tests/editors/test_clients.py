"""The language server with the abilities of real editors, driven by pytest-lsp.

Run by `cargo xtask test`: python3 -m pytest -q -p no:cacheprovider tests/editors
"""

import pathlib

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ROSTER = pathlib.Path(__file__).parents[2] / "target" / "debug" / "roster"

ROSTER_TOML = """schema = "dentrix-ascend"
role = [{ id = "front-desk", name = "Receptionist" }]
location = [{ id = "lehi", name = "Lehi" }]
rules = { phone-fictional = { level = "off", reason = "invented numbers" } }
"""

# An emoji before the wrong cell: whoever counts in other units points beside it.
TEXT = """First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)
Zo\u00eb,\U0001f9b7Berg,zberg,zoe.berg@example.com,8015550124,no
"""


@pytest_lsp.fixture(
    params=["neovim", "visual-studio-code", "emacs"],
    config=ClientServerConfig(server_command=[str(ROSTER), "server"]),
)
async def client(request, lsp_client: LanguageClient, tmp_path_factory):
    folder = tmp_path_factory.mktemp("group")
    (folder / "roster.toml").write_text(ROSTER_TOML)
    lsp_client.folder = folder
    lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda *_: None)
    await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=client_capabilities(request.param),
            workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="group")],
        )
    )
    yield
    await lsp_client.shutdown_session()


async def found(client: LanguageClient, uri: str):
    """The diagnostics of a file, by whichever way this editor has them."""
    text, workspace = client.capabilities.text_document, client.capabilities.workspace
    asks_again = workspace and workspace.diagnostics and workspace.diagnostics.refresh_support
    if text and text.diagnostic and asks_again:
        document = lsp.TextDocumentIdentifier(uri)
        report = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
        return report.items
    while not client.diagnostics.get(uri):
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return client.diagnostics[uri]


@pytest.mark.asyncio
async def test_a_wrong_cell_is_told_and_repaired(client: LanguageClient):
    uri = (client.folder / "front-desk--lehi.csv").as_uri()
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "csv", 1, TEXT))
    )
    diagnostics = await found(client, uri)
    assert [d.code for d in diagnostics] == ["invalid-name", "invalid-choice"]
    choice = diagnostics[1]
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(
            text_document=lsp.TextDocumentIdentifier(uri),
            range=choice.range,
            context=lsp.CodeActionContext(diagnostics=[choice]),
        )
    )
    assert actions[0].title == "Write `NO`"
    [edit] = actions[0].edit.changes[uri]
    assert edit.new_text == "NO" and edit.range == choice.range
    hover = await client.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), choice.range.start)
    )
    assert "Provider (YES/NO)" in hover.contents.value
    # Each counts in units that the editor has offered.
    offered = (client.capabilities.general and client.capabilities.general.position_encodings) or []
    in_bytes = "utf-8" in offered
    line = TEXT.splitlines()[1]
    before = line[: line.rindex("no")]
    width = len(before.encode()) if in_bytes else len(before.encode("utf-16-le")) // 2
    assert choice.range.start == lsp.Position(1, width)
