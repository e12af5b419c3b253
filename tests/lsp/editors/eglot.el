;;; Drives Emacs with eglot as a writer would: open a draft, see the finding, apply the best fix, save.
;; Arguments by environment: UNPUSHY_SERVER (a command, parted by newlines), UNPUSHY_DRAFT.
(setq debug-on-error t make-backup-files nil create-lockfiles nil)
(when (fboundp 'package-initialize) (package-initialize))
(require 'eglot)
(setq eglot-sync-connect 60 eglot-connect-timeout 60 eglot-autoshutdown t)

(defun wait-for (what predicate)
  (let ((tries 0))
    (while (and (not (funcall predicate)) (< tries 600))
      (accept-process-output nil 0.1)
      (setq tries (1+ tries)))
    (unless (funcall predicate)
      (message "%s: waited in vain" what)
      (kill-emacs 1))))

(find-file (getenv "UNPUSHY_DRAFT"))
(text-mode)
(eglot '(text-mode) (cons 'transient default-directory) 'eglot-lsp-server
       (split-string (getenv "UNPUSHY_SERVER") "\n") "plaintext")
(flymake-mode 1)
(wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
(dolist (found (flymake-diagnostics))
  (message "%s-%s %s" (flymake-diagnostic-beg found) (flymake-diagnostic-end found) (flymake-diagnostic-text found)))
(let* ((found (car (flymake-diagnostics)))
       (actions (jsonrpc-request
                 (eglot-current-server) :textDocument/codeAction
                 (list :textDocument (eglot--TextDocumentIdentifier)
                       :range (list :start (eglot--pos-to-lsp-position (flymake-diagnostic-beg found))
                                    :end (eglot--pos-to-lsp-position (flymake-diagnostic-end found)))
                       :context (list :diagnostics [] :only ["quickfix"]))))
       (action (aref actions 0)))
  (unless (plist-get action :edit)
    (setq action (jsonrpc-request (eglot-current-server) :codeAction/resolve action)))
  (message "%s" (plist-get action :title))
  (eglot--apply-workspace-edit (plist-get action :edit)))
;; What was changed is told when Emacs is idle, which a batch never is.
(eglot--signal-textDocument/didChange)
(wait-for "silence" (lambda () (flymake-start) (null (flymake-diagnostics))))
(save-buffer)
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
