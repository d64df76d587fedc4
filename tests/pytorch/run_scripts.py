"""Runs scripts as `attention python` writes them, in one Python: reads a JSON list of scripts from standard input and
writes a JSON list of what each printed. An error of a script is what it printed last."""

import contextlib
import io
import json
import sys
import traceback

printed = []
for script in json.load(sys.stdin):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(script, "script", "exec"), {})
    except Exception:
        out.write(traceback.format_exc())
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
