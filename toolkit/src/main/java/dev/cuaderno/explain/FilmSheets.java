package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;

/// A trace as SVG documents.
final class FilmSheets {

    private static final int MOST_COLUMNS = 3;

    private FilmSheets() {}

    /// The frames of the filmstrip in columns.
    static String strip(Trace trace) {
        var shown = Excerpts.of(trace);
        var wording = new Wording(trace);
        var scenes = new FilmScene(trace, wording);
        var panels = new ArrayList<SceneSvg.Panel>();
        panels.add(start(wording, scenes));
        shown.first().forEach(frame -> panels.add(panel(wording, scenes, frame)));
        shown.last().forEach(frame -> panels.add(panel(wording, scenes, frame)));
        return SceneSvg.sheet(panels, Math.min(MOST_COLUMNS, panels.size()));
    }

    /// One document for each frame; the widest caption decides the size of all.
    static List<String> frames(Trace trace) {
        var wording = new Wording(trace);
        var scenes = new FilmScene(trace, wording);
        var panels = new ArrayList<SceneSvg.Panel>();
        panels.add(start(wording, scenes));
        trace.frames().forEach(frame -> panels.add(panel(wording, scenes, frame)));
        return SceneSvg.slides(panels);
    }

    private static SceneSvg.Panel start(Wording wording, FilmScene scenes) {
        return new SceneSvg.Panel(List.of(wording.title()), scenes.start());
    }

    private static SceneSvg.Panel panel(Wording wording, FilmScene scenes, Frame frame) {
        var text = frame.step() + "   " + wording.formula(frame);
        return new SceneSvg.Panel(List.of(text), scenes.of(frame));
    }
}
