-- The language server in a real Neovim (0.11 or later), headless: opens a roster, waits for what is wrong with it,
-- formats it, and waits until nothing is.
--
-- Run by `cargo xtask test`: nvim --headless --clean -n -l tests/editors/neovim.lua target/debug/roster

local function fail(words)
  io.stderr:write(words .. '\n')
  os.exit(1)
end

local roster = vim.fn.fnamemodify(arg[1], ':p')
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
vim.fn.writefile({
  'schema = "dentrix-ascend"',
  'role = [{ id = "front-desk", name = "Receptionist" }]',
  'location = [{ id = "lehi", name = "Lehi" }]',
  'rules = { phone-fictional = { level = "off", reason = "invented numbers" } }',
}, folder .. '/roster.toml')
local file = folder .. '/front-desk--lehi.csv'
vim.fn.writefile({
  'First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)',
  'Zoë, 🦷,zberg,zoe.berg@example.com,8015550124,no',
}, file)

vim.filetype.add({ extension = { csv = 'csv' } })
vim.lsp.config('roster', { cmd = { roster, 'server' }, filetypes = { 'csv' }, root_markers = { 'roster.toml' } })
vim.lsp.enable('roster')
vim.cmd('filetype on')
vim.cmd('edit ' .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()

local function codes()
  local found = vim.diagnostic.get(buffer)
  table.sort(found, function(a, b) return a.col < b.col end)
  return table.concat(vim.tbl_map(function(one) return one.col .. ' ' .. one.code end, found), ', ')
end

local function wait_for(wanted)
  if not vim.wait(10000, function() return codes() == wanted end, 20) then
    fail('wanted `' .. wanted .. '`, found `' .. codes() .. '`')
  end
end

-- Neovim counts in bytes, whatever it has agreed on with the server.
wait_for('5 blank-edges, 49 invalid-choice')
vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 10000 })
local line = vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1]
if line ~= 'Zoë,🦷,zberg,zoe.berg@example.com,8015550124,NO' then
  fail('formatted: ' .. line)
end
wait_for('5 invalid-name')

-- A duplicate is seen in both of two files, while somebody types in one.
local other_file = folder .. '/front-desk--other.csv'
vim.fn.writefile({
  'First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)',
  'Ana,Diaz,adiaz,ana@example.com,8015550125,NO',
}, other_file)
vim.cmd('edit ' .. vim.fn.fnameescape(other_file))
local other = vim.api.nvim_get_current_buf()
vim.wait(10000, function() return #vim.lsp.get_clients({ bufnr = other }) > 0 end, 20)
vim.api.nvim_buf_set_text(other, 1, 9, 1, 14, { 'zberg' })
wait_for('5 invalid-name, 10 duplicate-value')
print('ok')
vim.cmd('qall!')
