package dev.cuaderno.display;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value seen as rows and columns, as many of both as are shown.
///
/// @param head the columns' names; the first names the rows
/// @param rows each as long as `head`
/// @param allRows how many rows there are
/// @param allColumns how many columns there are, without the first
record Table(List<String> head, List<List<Object>> rows, int allRows, int allColumns) {

    static final int MOST_ROWS = 60;
    static final int MOST_COLUMNS = 20;

    /// Lists of plain values up to this length are as well read in a line.
    private static final int SHORT = 20;

    private static final int LINE = 200;

    /// The table of a collection, an array, a map or a record; empty for other values, for types
    /// that have a text of their own, and for what is as well read in a line.
    static Optional<Table> of(Object value) throws ReflectiveOperationException {
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() && Texts.hasStandardText(map) ->
                    Optional.of(pairs(map));
            case Collection<?> collection when Texts.hasStandardText(collection) ->
                    ofElements(value, first(collection), collection.size());
            case Record components -> ofRecord(components);
            case Object array when array.getClass().isArray() ->
                    ofElements(array, first(elements(array)), Array.getLength(array));
            default -> Optional.empty();
        };
    }

    private static List<Object> first(Collection<?> all) {
        var first = new ArrayList<Object>();
        for (var each : all) {
            if (first.size() == MOST_ROWS) {
                break;
            }
            first.add(each);
        }
        return first;
    }

    private static List<Object> elements(Object array) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }

    private static Table pairs(Map<?, ?> map) {
        var rows = new ArrayList<List<Object>>();
        for (var entry : map.entrySet()) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            rows.add(Arrays.asList(entry.getKey(), entry.getValue()));
        }
        return new Table(List.of("key", "value"), rows, map.size(), 1);
    }

    private static Optional<Table> ofElements(Object value, List<Object> rows, int size)
            throws ReflectiveOperationException {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var present = rows.stream().filter(row -> row != null).toList();
        if (!present.isEmpty() && present.stream().allMatch(Record.class::isInstance)) {
            var type = present.getFirst().getClass();
            if (present.stream().allMatch(type::isInstance)) {
                return ofRecords(type, rows, size);
            }
        }
        if (!present.isEmpty() && present.stream().allMatch(Map.class::isInstance)) {
            return Optional.of(ofMaps(rows, size));
        }
        if (!present.isEmpty() && present.stream().allMatch(Table::isRow)) {
            return Optional.of(ofRows(rows, size));
        }
        if (size <= SHORT && Texts.of(value, LINE).length() <= LINE) {
            return Optional.empty();
        }
        var numbered = new ArrayList<List<Object>>();
        for (var row : rows) {
            numbered.add(Arrays.asList(numbered.size(), row));
        }
        return Optional.of(new Table(List.of("", "value"), numbered, size, 1));
    }

    private static boolean isRow(Object row) {
        return row.getClass().isArray() || (row instanceof List<?> && Texts.hasStandardText(row));
    }

    private static Optional<Table> ofRecords(Class<?> type, List<Object> rows, int size)
            throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        if (!areReadable(components)) {
            return Optional.empty();
        }
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        var cells = new ArrayList<List<Object>>();
        for (var row : rows) {
            var values = new ArrayList<Object>();
            for (var component : components) {
                values.add(row == null ? null : component.getAccessor().invoke(row));
            }
            cells.add(values);
        }
        return Optional.of(numbered(names, cells, size));
    }

    private static Table ofMaps(List<Object> rows, int size) {
        var keys = new LinkedHashSet<Object>();
        rows.forEach(row -> keys.addAll(row == null ? List.of() : ((Map<?, ?>) row).keySet()));
        var cells = new ArrayList<List<Object>>();
        for (var row : rows) {
            var values = new ArrayList<Object>();
            for (var key : keys) {
                // Nothing at all, which is not the same as null.
                values.add(
                        row instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "");
            }
            cells.add(values);
        }
        var names = keys.stream().map(key -> Texts.of(key, LINE)).toList();
        return numbered(names, cells, size);
    }

    private static Table ofRows(List<Object> rows, int size) {
        var cells = new ArrayList<List<Object>>();
        var widest = 0;
        for (var row : rows) {
            List<?> values =
                    switch (row) {
                        case null -> List.of();
                        case List<?> list -> list;
                        default -> elements(row);
                    };
            widest = Math.max(widest, values.size());
            cells.add(new ArrayList<>(values.subList(0, Math.min(values.size(), MOST_COLUMNS))));
        }
        var names = new ArrayList<String>();
        for (var column = 0; column < widest; column++) {
            names.add(Integer.toString(column));
        }
        for (var row : cells) {
            while (row.size() < Math.min(widest, MOST_COLUMNS)) {
                row.add("");
            }
        }
        return numbered(names, cells, size);
    }

    private static Table numbered(List<String> names, List<List<Object>> cells, int size) {
        var shown = Math.min(names.size(), MOST_COLUMNS);
        var head = new ArrayList<String>();
        head.add("");
        head.addAll(names.subList(0, shown));
        var rows = new ArrayList<List<Object>>();
        for (var cell : cells) {
            var row = new ArrayList<Object>();
            row.add(rows.size());
            row.addAll(cell.subList(0, shown));
            rows.add(row);
        }
        return new Table(head, rows, size, names.size());
    }

    private static Optional<Table> ofRecord(Record value) throws ReflectiveOperationException {
        var components = value.getClass().getRecordComponents();
        // One whose author has written a text for it is shown by that text.
        if (components.length == 0
                || !value.toString().startsWith(value.getClass().getSimpleName() + "[")
                || !areReadable(components)) {
            return Optional.empty();
        }
        var rows = new ArrayList<List<Object>>();
        for (var component : components) {
            if (rows.size() == MOST_ROWS) {
                break;
            }
            rows.add(Arrays.asList(component.getName(), component.getAccessor().invoke(value)));
        }
        return Optional.of(
                new Table(
                        List.of(value.getClass().getSimpleName(), "value"),
                        rows,
                        components.length,
                        1));
    }

    private static boolean areReadable(RecordComponent[] components) {
        // Classes of cells, and private ones, are not public.
        return Arrays.stream(components)
                .allMatch(component -> component.getAccessor().trySetAccessible());
    }
}
