"""What the tests of the documents share."""

from tests.demo.made import made

__all__ = ["made"]
