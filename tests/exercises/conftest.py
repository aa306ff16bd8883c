"""The order of these tests."""


def pytest_collection_modifyitems(items):
    """Run the chapters last: what they import makes the process three times as large, and so each fork of a check."""
    items.sort(key=lambda item: item.path.name == "test_in_chapters.py")
