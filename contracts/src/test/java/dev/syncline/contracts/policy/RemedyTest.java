package dev.syncline.contracts.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RemedyTest {

    private static final Pattern LINE = Pattern.compile("policy\\.(\\w+): (.*)");
    private static final Pattern ACTION = Pattern.compile("\"(null|text|clamp)\"");

    private static List<Remedy> all() {
        List<Remedy> all = new ArrayList<>(List.of(
                Remedy.pages(), Remedy.pagesBelow(1000), Remedy.retaining(), Remedy.makingAnew(), Remedy.extractingInFull(), Remedy.droppingFirst(), Remedy.withoutUpdateTime()));
        for (ValueTrouble trouble : ValueTrouble.values()) {
            all.add(Remedy.values(trouble, false));
            all.add(Remedy.values(trouble, true));
        }
        return all;
    }

    private static ConnectionPolicy read(Remedy remedy) {
        Matcher line = LINE.matcher(remedy.line());
        assertThat(line.matches()).as(remedy.line()).isTrue();
        return JsonMapper.shared().readValue("{\"ignoreNewTables\": false, \"addSyncTime\": false, \"%s\": %s}".formatted(line.group(1), line.group(2)), ConnectionPolicy.class);
    }

    /// What is read wrongly is a line that nobody can paste.
    @Test
    void everyLineIsOneThatAProjectMayHave() {
        assertThat(all()).allSatisfy(remedy -> assertThat(read(remedy)).isNotNull());
        assertThat(read(Remedy.pages()).pageSize()).isEqualTo(50_000);
        assertThat(read(Remedy.pagesBelow(1)).pageSize()).isEqualTo(1);
        assertThat(read(Remedy.retaining()).fullMode()).isEqualTo(FullMode.RETAIN_AND_CLEAR);
        assertThat(read(Remedy.droppingFirst()).fullMode()).isEqualTo(FullMode.DROP_FIRST);
        for (ValueTrouble trouble : ValueTrouble.values()) {
            assertThat(read(Remedy.values(trouble, false)).values()).containsEntry(trouble, ValueAction.NULL);
        }
    }

    @Test
    void aTableOfItsOwnCanDoWithoutItsKey() {
        assertThat(Remedy.withoutKey().line()).isEqualTo("tablePolicies[].keyFields: []");
    }

    /// As the page of the policies has them: a key is never null, and a text is one already.
    @Test
    void allValuesThatHelpAreNamedAndNoOthers() {
        assertThat(actions(Remedy.values(ValueTrouble.ZERO_DATE, false))).containsExactly("null", "text", "clamp");
        assertThat(actions(Remedy.values(ValueTrouble.ZERO_DATE, true))).containsExactly("clamp", "text");
        assertThat(actions(Remedy.values(ValueTrouble.DATE_OUT_OF_RANGE, true))).containsExactly("clamp", "text");
        assertThat(actions(Remedy.values(ValueTrouble.NOT_A_NUMBER, true))).containsExactly("text");
        assertThat(actions(Remedy.values(ValueTrouble.NUL_CHARACTER, false))).containsExactly("null", "clamp");
        assertThat(actions(Remedy.values(ValueTrouble.NUL_CHARACTER, true))).containsExactly("clamp");
    }

    private static List<String> actions(Remedy remedy) {
        return ACTION.matcher(remedy.sentence()).results().map(found -> found.group(1)).toList();
    }
}
