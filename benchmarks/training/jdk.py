"""The JDK that both comparisons run this side with."""
import glob
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LEAST = 25


def version(java):
    """The release of a JDK, 0 if there is none."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else 0


def find(given):
    """The first JDK that is new enough: the one given, that of JAVA_HOME, that on the PATH, any where systems keep them."""
    home = os.environ.get("JAVA_HOME")
    places = [given] if given else ([os.path.join(home, "bin", "java")] if home else []) + ["java"] + sorted(
        glob.glob("/usr/lib/jvm/*/bin/java") + glob.glob("/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java"))
    for place in places:
        if version(place) >= LEAST:
            return place
    sys.exit(f"a JDK {LEAST} or newer is needed, and {', '.join(f'{p} is {version(p) or None}' for p in places)}: "
             "name one with --java or JAVA_HOME")


class Programs:
    """The programs of this folder, compiled once: a JVM that also compiled them would hold the compiler's memory."""

    def __init__(self, java):
        self.java = java
        self.classes = os.pathsep.join(str(ROOT / module / "target" / "classes")
                                       for module in ("datasets", "toolkit", "display"))
        self.folder = tempfile.TemporaryDirectory()
        done = subprocess.run([java, "-m", "jdk.compiler/com.sun.tools.javac.Main", "-d", self.folder.name, "-cp", self.classes,
                               *map(str, sorted(HERE.glob("*.java")))], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}\nthe checkout has to be built first: mvn -DskipTests package")

    def command(self, name, *arguments):
        # The heap is kept between steps, grows late and by small regions, as the kernel has it for its cells.
        return [self.java, "--add-modules", "jdk.incubator.vector", "-Xmx6g", "-XX:MaxHeapFreeRatio=100", "-XX:GCTimeRatio=4",
                "-XX:G1HeapRegionSize=2m",
                "-cp", self.folder.name + os.pathsep + self.classes, name, *map(str, arguments)]
