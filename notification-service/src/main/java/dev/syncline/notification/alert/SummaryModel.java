package dev.syncline.notification.alert;

import java.util.List;

import dev.syncline.notification.mail.MailModel;
import org.jspecify.annotations.Nullable;

/// What a summary of many alerts says.
///
/// @param more lines that are not shown
/// @param example one of the links
/// @param runs the address of all runs
record SummaryModel(long alerts, List<Line> lines, int more, String example, String runs) implements MailModel {

    private static final int MOST_LINES = 100;

    /// The alerts of one kind about one project.
    record Line(String alert, String last, String link, @Nullable String gone) {}

    static SummaryModel of(List<AlertCount> counts, Links links) {
        return new SummaryModel(
                counts.stream().mapToLong(AlertCount::count).sum(),
                counts.stream().limit(MOST_LINES).map(count -> line(count, links)).toList(),
                Math.max(0, counts.size() - MOST_LINES),
                counts.isEmpty() ? links.runs() : links.runsOf(counts.getFirst().projectId()),
                links.runs());
    }

    private static Line line(AlertCount count, Links links) {
        return new Line(
                "Project \"%s\": %s".formatted(AlertWords.name(count.projectName()), count.kind().count(count.count())),
                AlertWords.time(count.last()),
                links.runsOf(count.projectId()),
                count.gone());
    }

    @Override
    public String subject() {
        return "[Syncline] %d more alerts".formatted(alerts);
    }
}
