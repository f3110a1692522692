"""公表サイト: what is published of every cut-off, as pages without a script that anybody can read and keep."""

from hozen.faces.site.site import site_files

__all__ = ["site_files"]
