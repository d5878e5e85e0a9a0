package dev.cuaderno.kernel.magic;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.language.Settings;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a magic can do with the session it runs in.
public interface MagicSession {

    /// The running cell.
    Cell cell();

    /// Where the running cell's outputs go. What the cell printed before is there already.
    Outputs outputs();

    /// Prints for the cell.
    default void print(String text) {
        outputs().stream(Outputs.Stream.STDOUT, text);
    }

    /// What the session runs with now.
    Settings settings();

    /// The magics of this session.
    MagicRegistry magics();

    /// Evaluates Java as part of this cell; its errors carry the cell's lines.
    ///
    /// @param offset where `java` begins in the cell
    /// @return the forms of the last expression's value; empty where it has none
    /// @throws CellFailure if it does not compile, throws or is stopped
    Optional<MimeBundle> evaluate(String java, int offset) throws CellFailure;

    /// Evaluates another text as a cell, magics included, for instance a file's.
    ///
    /// @param label names it in errors and stack traces
    /// @return as for [#evaluate]
    Optional<MimeBundle> evaluateAll(String label, String source) throws CellFailure;

    /// Evaluates a part of this cell as a cell, magics included.
    Optional<MimeBundle> evaluateAll(CellPart.Body part) throws CellFailure;

    /// The text of an expression's value; empty where `expression` does not compile.
    Optional<String> text(String expression) throws CellFailure;

    /// What the session has declared and still has, in order.
    List<Declared> declared();

    /// Forgets declarations; values of forgotten variables are let go.
    void drop(List<Declared> declarations);

    /// The working folder of the cells.
    Path folder();

    /// Changes the working folder of the cells, as far as the platform can.
    ///
    /// @throws MagicException if it is no folder
    void changeFolder(Path folder) throws MagicException, CellFailure;

    /// Goes on in a JVM with other settings: declarations are made again there, values are lost.
    ///
    /// @return what happened and what was lost, in words
    /// @throws MagicException if no JVM starts with these settings; then all is as it was
    String restart(Settings changed) throws MagicException;

    /// The environment of the cells.
    Map<String, String> environment() throws CellFailure;

    /// Sets a variable of the cells' environment, now and after a restart of their JVM.
    ///
    /// @param value null to remove it
    void setEnvironment(String name, String value) throws CellFailure;

    /// Adds jars and folders to what the cells see, now and after a restart of their JVM.
    ///
    /// @throws MagicException if one does not exist
    void addToClassPath(List<Path> entries) throws MagicException;

    /// The jars and folders that the cells see.
    List<Path> classPath();

    /// Runs a task of the worker's JVM: the static method `run(Object[])` of a class of
    /// `dev.cuaderno.worker`. It is interrupted as a cell is.
    ///
    /// @return what it returns, if that can be sent; the value itself stays in the worker
    /// @throws CellFailure if it throws
    Object task(String type, Serializable... arguments) throws CellFailure;

    /// The forms of the value that the last task left in the worker.
    Optional<MimeBundle> taskValue();

    /// What the cells have consumed so far, without their compilation.
    Clock clock() throws CellFailure;

    /// The cells that were run in this session before this one, in order.
    List<Ran> history();

    /// Names and one-line helps of the magics that the cells' own JVM knows.
    Map<String, String> userMagics();

    /// A declaration of the session.
    ///
    /// @param type for a variable its type, for a method its parameter and result types
    record Declared(Kind kind, String id, String name, String type, String source, boolean own) {
        /// What is declared.
        public enum Kind {
            VARIABLE,
            METHOD,
            TYPE,
            IMPORT
        }
    }

    /// A cell that was run.
    ///
    /// @param shown its value as text; empty for none
    record Ran(Cell cell, boolean succeeded, Optional<String> shown) {}

    /// Sums over all that cells have run.
    ///
    /// @param wallNanos elapsed time
    /// @param cpuNanos processor time of the cells' thread
    /// @param bytes what that thread allocated
    record Clock(long wallNanos, long cpuNanos, long bytes) {}
}
