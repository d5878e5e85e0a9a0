package dev.cuaderno.magic;

/// A magic of one's own: `%name arguments`, or `%%name arguments` with the lines below it.
///
/// It runs in the JVM of the cells, so it sees their class path, prints to their outputs and is
/// stopped by the interrupt button. Found by [java.util.ServiceLoader] in every jar on the class
/// path; [Magics#register] declares one in a cell.
public interface UserMagic {

    /// The name, without `%`: letters, digits and `_`, beginning with a letter.
    String name();

    /// One line that says what it does, for `%lsmagic` and completion.
    default String help() {
        return "";
    }

    /// Runs the magic.
    ///
    /// @return the value, shown as the value of an expression is, or assigned by `var x = %name
    ///   ...`; null for none
    /// @throws Exception fails the cell
    Object run(MagicCall call) throws Exception;
}
