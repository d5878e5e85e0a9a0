"""The PyTorch that all comparisons run the other side with."""
import subprocess
import sys

# Memory that is given back to the system at every step costs PyTorch up to half of its speed.
TUNED = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "8589934592",
         "MALLOC_TOP_PAD_": "268435456"}


def require(python):
    """Ends with a message if this Python has none."""
    if subprocess.run([python, "-c", "import torch, numpy"], capture_output=True).returncode:
        sys.exit("PyTorch is not there (pip install torch numpy): nothing to compare with")
