# Every target is one line for tools/dev.py, which needs nothing but Python: a machine without make runs
# `python3 tools/dev.py NAME` instead. `make` alone prints what there is.

PYTHON ?= python3
DEV = $(PYTHON) tools/dev.py

# An address in the environment may be another project's database: only `make demo DATABASE_URL=...` counts.
ifeq ($(origin DATABASE_URL),environment)
override DATABASE_URL =
endif

.PHONY: help demo test lint format lock schema clean

help:
	@$(DEV) help

demo:
	@$(DEV) demo $(if $(PORT),--port '$(PORT)') $(if $(CREDENTIALS),--credentials-file '$(CREDENTIALS)') \
		$(if $(DATABASE_URL),--database-url '$(DATABASE_URL)')

test:
	@$(DEV) test $(ARGUMENTS)

lint format lock schema clean:
	@$(DEV) $@ $(ARGUMENTS)
