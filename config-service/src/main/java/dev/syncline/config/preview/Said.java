package dev.syncline.config.preview;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.Finding.Severity;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What a preview has to say of one thing: sentences for people, and the same for programs. What has been said is not said again.
final class Said {

    private final @Nullable TableName table;
    private final @Nullable Long connection;
    private final List<Finding> findings = new ArrayList<>();

    /// @param table which it is about; null for none
    /// @param connection whose database says it; null for none
    Said(@Nullable TableName table, @Nullable Long connection) {
        this.table = table;
        this.connection = connection;
    }

    void problem(FindingCode code, String sentence) {
        add(Severity.PROBLEM, Flaw.of(code, sentence));
    }

    void problem(Flaw flaw) {
        add(Severity.PROBLEM, flaw);
    }

    void problems(FindingCode code, Collection<String> sentences) {
        sentences.forEach(sentence -> problem(code, sentence));
    }

    void warning(FindingCode code, String sentence) {
        add(Severity.WARNING, Flaw.of(code, sentence));
    }

    void warnings(FindingCode code, Collection<String> sentences) {
        sentences.forEach(sentence -> warning(code, sentence));
    }

    /// Takes over what a check of the project's fields has found.
    void problems(Collection<Finding> others) {
        others.forEach(this::keep);
    }

    private void add(Severity severity, Flaw flaw) {
        keep(Finding.of(severity, table == null ? flaw : flaw.column() == null ? flaw.about(table) : flaw.about(table, flaw.column())));
    }

    private void keep(Finding finding) {
        Finding placed = connection == null ? finding : finding.at(connection);
        if (findings.stream().noneMatch(said -> said.severity() == placed.severity() && said.message().equals(placed.message()))) {
            findings.add(placed);
        }
    }

    List<String> problems() {
        return sentences(Severity.PROBLEM);
    }

    List<String> warnings() {
        return sentences(Severity.WARNING);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private List<String> sentences(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).map(Finding::message).toList();
    }
}
