"""Jupyter's own suite for kernels, filled with Java; and what the suite of some versions lacks.

Started by ./run, which installs the kernelspec that is named here.
"""

import unittest

import jupyter_kernel_test
from jupyter_client.manager import KernelManager

KERNEL = "cuaderno-check"


class SuiteTest(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("test");'

    completion_samples = [
        {"text": "Math.cb", "matches": {"cbrt("}},
        {"text": "import java.util.*;\nString s = null; s.isBl", "matches": {"isBlank()"}},
        {"text": "zzz.", "matches": set()},
    ]

    complete_code_samples = ["1 + 1", "int x = 2;", "class A {\n}", 'IO.println("a");', "// a"]
    incomplete_code_samples = ["int x =", "class A {", 'var s = """\nabc', "for (;;) {", "f(1,"]
    invalid_code_samples = ["int x = ;", "1 +* 2", "class class {}"]

    code_page_something = "Math.abs?"
    code_generate_error = 'throw new IllegalStateException("on purpose");'

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'String.join("-", "a", "ñ", "😀")', "result": "a-ñ-😀"},
        {"code": "var a = 3; a * a", "result": "9"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? 7"

    code_display_data = [
        {
            "code": "import dev.cuaderno.display.*;\nDisplay.display(MimeBundle.html(\"<b>a</b>\", \"a\"));",
            "mime": "text/html",
        },
        {
            "code": "Display.display(new java.awt.image.BufferedImage(2, 2, 1));",
            "mime": "image/png",
        },
    ]
    code_inspect_sample = "Math.hypot"
    code_clear_output = "dev.cuaderno.display.Display.clearOutput(false);"


class WelcomeTest(unittest.TestCase):
    """The first message to a new subscriber, which only the newest suites look for."""

    def setUp(self):
        self.manager = KernelManager(kernel_name=KERNEL)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.addCleanup(self.manager.shutdown_kernel, now=True)
        self.addCleanup(self.client.stop_channels)

    def test_first_message_is_the_welcome(self):
        self.client.start_channels(shell=False, stdin=False, hb=False, control=False)
        message = self.client.get_iopub_msg(timeout=30)
        self.assertEqual("iopub_welcome", message["msg_type"])
        self.assertEqual({"subscription": ""}, message["content"])
        self.assertEqual({}, message["parent_header"])


if hasattr(jupyter_kernel_test, "IopubWelcomeTests"):

    class SuiteWelcomeTest(jupyter_kernel_test.IopubWelcomeTests):
        kernel_name = KERNEL
        support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
