package dev.cuaderno.display;

import java.util.Locale;

/// How far something has come, at one moment.
///
/// @param total how many steps there are; negative where nobody knows
/// @param seconds since it began
/// @param ended nothing more will come
record Bar(String label, long count, long total, double seconds, boolean ended) {

    private static final int CELLS = 24;
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";

    /// Between 0 and 1; without a total, 1 at the end and 0 before.
    double part() {
        if (total < 0) {
            return ended ? 1 : 0;
        }
        return total == 0 ? 1 : Math.clamp((double) count / total, 0, 1);
    }

    /// `reading 40% |█████ | 40/100 [00:02<00:03, 20.0/s]`.
    String text() {
        var text = new StringBuilder(label.isEmpty() ? "" : label + " ");
        if (total >= 0) {
            text.append(String.format(Locale.ROOT, "%3d%% |", (int) (100 * part())));
            var eighths = (int) (8 * CELLS * part());
            text.append("\u2588".repeat(eighths / 8));
            if (eighths % 8 > 0) {
                text.append(EIGHTHS.charAt(eighths % 8));
            }
            text.append(" ".repeat(CELLS - (eighths + 7) / 8)).append("| ");
        }
        return text.append(numbers()).toString();
    }

    /// A bar that is legible on light and dark pages, and without style sheets.
    String html() {
        var percent = String.format(Locale.ROOT, "%.1f", 100 * part());
        var ink = ended && (total < 0 || count >= total) ? "#3fa45b" : "#4a90d9";
        return """
               <div style="display:flex;align-items:center;gap:.6em;font-size:90%%;margin:.15em 0">\
               <span>%s</span><div role="progressbar" aria-valuemin="0" aria-valuemax="100" \
               aria-valuenow="%s" style="flex:0 0 16em;height:.8em;border-radius:.4em;\
               overflow:hidden;background:rgba(128,128,128,.25)"><div style="width:%s%%;\
               height:100%%;background-color:%s;color:inherit"></div></div>\
               <span style="font-variant-numeric:tabular-nums">%s</span></div>
               """
                .formatted(Escape.html(label), percent, percent, ink, Escape.html(numbers()));
    }

    private String numbers() {
        var rate = seconds > 0 ? count / seconds : 0;
        var text = new StringBuilder().append(count);
        if (total >= 0) {
            text.append('/').append(total);
        }
        text.append(" [").append(time(seconds));
        if (total >= 0 && !ended && count < total) {
            text.append('<').append(rate > 0 ? time((total - count) / rate) : "?");
        }
        return text.append(", ").append(speed(rate)).append(']').toString();
    }

    private static String time(double seconds) {
        var all = (long) seconds;
        return all < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", all / 60, all % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60);
    }

    private static String speed(double rate) {
        if (rate <= 0) {
            return "?/s";
        }
        if (rate < 1) {
            return String.format(Locale.ROOT, "%.2f s each", 1 / rate);
        }
        return rate < 10_000
                ? String.format(Locale.ROOT, "%.1f/s", rate)
                : rate < 10_000_000
                        ? String.format(Locale.ROOT, "%.1fk/s", rate / 1e3)
                        : String.format(Locale.ROOT, "%.1fM/s", rate / 1e6);
    }
}
