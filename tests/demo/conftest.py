"""What the tests of the demo share."""

from tests.demo.made import made

__all__ = ["made"]
