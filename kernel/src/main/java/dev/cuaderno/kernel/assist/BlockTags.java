package dev.cuaderno.kernel.assist;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tags at the end of a documentation comment: parameters, result, exceptions, notes.
record BlockTags(CommentMarkdown comment, List<? extends DocTree> tags) {

    /// The tags of a comment, and those of what is overridden that it leaves out.
    static BlockTags of(
            CommentMarkdown markdown, DocCommentTree comment, Optional<DocCommentTree> inherited) {
        var tags = new ArrayList<DocTree>(comment.getBlockTags());
        inherited.ifPresent(
                other ->
                        other.getBlockTags().stream()
                                .filter(
                                        tag ->
                                                tag instanceof ParamTree
                                                        || tag instanceof ReturnTree)
                                .filter(tag -> same(tag, comment.getBlockTags()).isEmpty())
                                .forEach(tags::add));
        return new BlockTags(markdown, tags);
    }

    /// What one of `tags` says of the same parameter, exception or result as `tag`.
    static Optional<List<? extends DocTree>> same(DocTree tag, List<? extends DocTree> tags) {
        for (var each : tags) {
            if (tag instanceof ParamTree own
                    && each instanceof ParamTree other
                    && own.getName().toString().equals(other.getName().toString())) {
                return Optional.of(other.getDescription());
            }
            if (tag instanceof ThrowsTree own
                    && each instanceof ThrowsTree other
                    && own.getExceptionName()
                            .toString()
                            .equals(other.getExceptionName().toString())) {
                return Optional.of(other.getDescription());
            }
            if (tag instanceof ReturnTree && each instanceof ReturnTree other) {
                return Optional.of(other.getDescription());
            }
        }
        return Optional.empty();
    }

    void write() {
        for (var tag : tags) {
            if (tag instanceof UnknownBlockTagTree note) {
                note(note);
            }
        }
        entries("Parameters", ParamTree.class);
        entries("Returns", ReturnTree.class);
        entries("Throws", ThrowsTree.class);
        entries("See also", SeeTree.class);
        entries("Since", SinceTree.class);
    }

    private void note(UnknownBlockTagTree note) {
        var title =
                switch (note.getTagName()) {
                    case "apiNote" -> "API note.";
                    case "implSpec" -> "Implementation requirements.";
                    case "implNote" -> "Implementation note.";
                    default -> null;
                };
        if (title != null) {
            comment.out().paragraph();
            comment.out().raw("**" + title + "** ");
            comment.write(note.getContent());
        }
    }

    private void entries(String title, Class<? extends DocTree> kind) {
        var found = tags.stream().filter(kind::isInstance).toList();
        if (found.isEmpty()) {
            return;
        }
        var out = comment.out();
        out.paragraph();
        if (found.getFirst() instanceof ReturnTree returned) {
            out.raw("**" + title + "** ");
            comment.write(returned, returned.getDescription());
            return;
        }
        if (found.getFirst() instanceof SinceTree since) {
            out.raw("**" + title + "** ");
            comment.write(since.getBody());
            return;
        }
        out.raw("**" + title + "**");
        out.paragraph();
        out.openList(false);
        for (var each : found) {
            out.item();
            switch (each) {
                case ParamTree parameter -> {
                    var name = parameter.getName().toString();
                    out.code(parameter.isTypeParameter() ? "<" + name + ">" : name);
                    described(parameter, parameter.getDescription());
                }
                case ThrowsTree thrown -> {
                    out.code(CommentMarkdown.plain(thrown.getExceptionName().getSignature()));
                    described(thrown, thrown.getDescription());
                }
                case SeeTree see -> references(see);
                default -> {}
            }
        }
        out.closeList();
    }

    private void described(DocTree tag, List<? extends DocTree> description) {
        if (!description.isEmpty()) {
            comment.out().raw(" \u2013 ");
            comment.write(tag, description);
        }
    }

    private void references(SeeTree see) {
        for (var each : see.getReference()) {
            if (each instanceof com.sun.source.doctree.ReferenceTree reference) {
                comment.out().code(CommentMarkdown.plain(reference.getSignature()));
                return;
            }
        }
        comment.write(see.getReference());
    }
}
