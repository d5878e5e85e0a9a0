package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.ArrayList;
import java.util.List;

/// All epochs of a training.
///
/// @param epochs in order
/// @param best the number of the best, 0 before the first
public record History(List<Epoch> epochs, int best) implements Displayable {

    public History {
        epochs = List.copyOf(epochs);
    }

    /// How many epochs there are.
    public int size() {
        return epochs.size();
    }

    /// One value over all epochs: `history.values("val_loss")`.
    public List<Double> values(String name) {
        return epochs.stream().map(epoch -> epoch.get(name)).toList();
    }

    /// The names of the values.
    public List<String> names() {
        return epochs.isEmpty() ? List.of() : List.copyOf(epochs.getFirst().values().keySet());
    }

    private Table table() {
        var head = new ArrayList<String>();
        head.add(say("epoch"));
        head.addAll(names());
        head.add(say("rate"));
        var table = new Table(head.toArray(String[]::new));
        for (var epoch : epochs) {
            var row = new ArrayList<String>();
            row.add(Integer.toString(epoch.number()));
            epoch.values().values().forEach(value -> row.add(Table.number(value)));
            row.add(Table.number(epoch.rate()));
            table.row(row.toArray(String[]::new));
            if (epoch.number() == best) {
                table.mark();
            }
        }
        return table;
    }

    /// A table, the best epoch marked.
    @Override
    public MimeBundle mime() {
        return table().mime();
    }

    @Override
    public String toString() {
        return table().toString();
    }
}
