"""A folder of workbooks as registers: the embedded default."""

from connectors.xlsx.registers import XlsxRegisters

__all__ = ["XlsxRegisters"]
