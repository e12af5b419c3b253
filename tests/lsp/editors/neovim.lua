-- Drives Neovim as a writer would: open a draft, see the finding, apply the best fix, save.
-- Arguments by environment: UNPUSHY_SERVER (a command, parted by newlines), UNPUSHY_DRAFT.
local command = vim.split(vim.env.UNPUSHY_SERVER, "\n")
local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

vim.cmd("edit " .. vim.fn.fnameescape(vim.env.UNPUSHY_DRAFT))
local client = vim.lsp.start_client({ cmd = command, name = "unpushy", root_dir = vim.fn.getcwd() })
if not client then
  fail("the server did not start")
end
vim.lsp.buf_attach_client(0, client)
if not vim.wait(60000, function()
  return #vim.diagnostic.get(0) > 0
end, 50) then
  fail("no diagnostics")
end
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(string.format("%d:%d-%d:%d %s", found.lnum, found.col, found.end_lnum, found.end_col, found.code))
end

local found = vim.diagnostic.get(0)[1]
local range = {
  start = { line = found.lnum, character = found.col },
  ["end"] = { line = found.end_lnum, character = found.end_col },
}
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = range,
  context = { diagnostics = {}, only = { "quickfix" } },
}, 60000)
local action = answers and answers[client] and answers[client].result and answers[client].result[1]
if not action then
  fail("no code action")
end
if not action.edit then
  local resolved = vim.lsp.buf_request_sync(0, "codeAction/resolve", action, 60000)
  action = resolved[client].result
end
print(action.title)
vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
vim.cmd("write")
if not vim.wait(60000, function()
  return #vim.diagnostic.get(0) == 0
end, 50) then
  fail("diagnostics stay")
end
vim.lsp.stop_client(client)
vim.cmd("qall!")
