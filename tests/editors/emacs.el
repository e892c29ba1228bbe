;;; emacs.el --- The language server in a real Emacs with Eglot, headless  -*- lexical-binding: t; -*-

;; Opens a roster, waits for what is wrong with it, repairs a cell by a quick fix, formats the rest, and waits until
;; nothing is told but what no program can repair.
;;
;; Run by `cargo xtask test': emacs --batch --quick --load tests/editors/emacs.el target/debug/roster

;;; Code:

;; Emacs 29 has Eglot; before, Debian keeps it in a package of its own.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'eglot)
(require 'flymake)

(defun fail (words &rest values)
  "Say WORDS with VALUES and end."
  (message "%s" (apply #'format words values))
  (kill-emacs 1))

(defconst roster (expand-file-name (pop command-line-args-left)))
(defconst folder (file-name-as-directory (make-temp-file "group" t)))
(add-hook 'kill-emacs-hook (lambda () (delete-directory folder t)))

(defun write-lines (name &rest lines)
  "Write the file NAME of the folder with these LINES."
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region (mapconcat (lambda (line) (concat line "\n")) lines "") nil (concat folder name) nil 'silently)))

(write-lines "roster.toml"
             "schema = \"dentrix-ascend\""
             "role = [{ id = \"front-desk\", name = \"Receptionist\" }]"
             "location = [{ id = \"lehi\", name = \"Lehi\" }]"
             "rules = { phone-fictional = { level = \"off\", reason = \"invented numbers\" } }")
(write-lines "front-desk--lehi.csv"
             "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)"
             "Zoë, 🦷,zberg,zoe.berg@example.com,8015550124,no")

;; csv-mode is in no package of Debian; a mode is a name here.
(define-derived-mode roster-csv-mode fundamental-mode "CSV")
(put 'roster-csv-mode 'eglot-language-id "csv")
(add-to-list 'auto-mode-alist '("\\.csv\\'" . roster-csv-mode))
(setq eglot-server-programs `((roster-csv-mode . (,roster "server")))
      eglot-sync-connect 30
      eglot-confirm-server-initiated-edits nil
      enable-local-variables nil
      make-backup-files nil
      project-find-functions (list (lambda (_) (cons 'transient folder))))

(defun told ()
  "What is wrong, as line, column and the first line of the message, from left to right."
  (mapconcat
   (lambda (found)
     (save-excursion
       (goto-char (flymake-diagnostic-beg found))
       (format "%d:%d %s" (line-number-at-pos) (- (point) (line-beginning-position))
               (car (split-string (flymake-diagnostic-text found) "\n")))))
   (sort (flymake-diagnostics)
         (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))
   "; "))

(defun wait-for (wanted)
  "Wait until what is told matches WANTED."
  (let ((deadline (+ (float-time) 20)))
    (while (not (string-match-p wanted (told)))
      (when (> (float-time) deadline)
        (fail "wanted `%s', told `%s'" wanted (told)))
      (accept-process-output nil 0.05))))

(defun line-two ()
  "The row under the header."
  (save-excursion
    (goto-char (point-min))
    (forward-line)
    (buffer-substring-no-properties (point) (line-end-position))))

(find-file (concat folder "front-desk--lehi.csv"))
(apply #'eglot (eglot--guess-contact))

;; Emacs counts characters: the tooth is one, in UTF-16 two, in UTF-8 four.
(wait-for "\\`2:4 .*; 2:45 .*\\'")

(let ((found (car (last (sort (flymake-diagnostics)
                              (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))))
  (cl-letf (((symbol-function 'read-string) (lambda (&rest _) (fail "Emacs asks for something")))
            ((symbol-function 'completing-read) (lambda (&rest _) (fail "Emacs wants to choose"))))
    (let ((actions (eglot-code-actions (flymake-diagnostic-beg found) (flymake-diagnostic-end found) "quickfix")))
      (unless (vectorp actions) (setq actions (vconcat actions)))
      (let ((fix (seq-find (lambda (action) (equal (plist-get action :title) "Write `NO`")) actions)))
        (unless fix
          (fail "offered: %s" (mapcar (lambda (action) (plist-get action :title)) actions)))
        (eglot--apply-workspace-edit (plist-get fix :edit))))))
(unless (equal (line-two) "Zoë, 🦷,zberg,zoe.berg@example.com,8015550124,NO")
  (fail "repaired: %s" (line-two)))
;; Without somebody at the keyboard, Eglot tells of a change when the file is saved.
(save-buffer)
(wait-for "\\`2:4 [^;]*\\'")

(eglot-format)
(unless (equal (line-two) "Zoë,🦷,zberg,zoe.berg@example.com,8015550124,NO")
  (fail "formatted: %s" (line-two)))
(save-buffer)
(wait-for "\\`2:4 [^;]*🦷[^;]*\\'")

(eglot-shutdown (eglot-current-server) nil 10)
(message "ok")
(kill-emacs 0)

;;; emacs.el ends here
