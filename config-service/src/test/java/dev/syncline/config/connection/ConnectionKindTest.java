package dev.syncline.config.connection;

import java.util.List;

import dev.syncline.config.connection.ConnectionKind.Field;
import dev.syncline.config.connection.ConnectionKind.Group;
import dev.syncline.config.connection.ConnectionKind.Input;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A form is drawn from the descriptor and from nothing else.
class ConnectionKindTest {

    private final List<ConnectionKind> kinds = Dialects.all().stream().map(Dialect::descriptor).map(ConnectionKind::of).toList();

    @Test
    void everyFieldOfARequestHasItsPlaceInTheForm() {
        assertThat(kinds).hasSize(6).allSatisfy(kind -> {
            assertThat(kind.fields()).extracting(Field::name).contains("name", "host", "port", "user", "secret", "allowWriteOperations").doesNotHaveDuplicates();
            assertThat(kind.fields().stream().anyMatch(field -> field.name().equals("database"))).isEqualTo(kind.descriptor().needsDatabase());
            assertThat(kind.fields()).extracting(Field::name)
                    .containsAll(kind.descriptor().options().stream().map(option -> "options." + option.name()).toList());
        });
    }

    @Test
    void everyFieldSaysWhatItIs() {
        assertThat(kinds).allSatisfy(kind -> {
            List<String> groups = kind.groups().stream().map(Group::id).toList();
            assertThat(kind.fields()).allSatisfy(field -> {
                assertThat(field.label()).isNotBlank();
                assertThat(field.help()).isNotBlank();
                assertThat(groups).contains(field.group());
                assertThat(field.secret()).isEqualTo(field.input() == Input.PASSWORD);
                if (field.input() == Input.CHOICE) {
                    assertThat(field.words()).contains(field.standard());
                }
            });
        });
    }

    @Test
    void everyTablePropertySaysWhatItIs() {
        assertThat(kinds).flatExtracting(kind -> kind.descriptor().tableProperties()).allSatisfy(property -> {
            assertThat(property.label()).isNotBlank();
            assertThat(property.help()).isNotBlank();
            assertThat(property.words().isEmpty()).isEqualTo(property.example() != null);
        });
    }

    @Test
    void whatIsWrittenInAnExampleIsTaken() {
        assertThat(kinds).flatExtracting(kind -> kind.descriptor().options())
                .filteredOn(option -> option.example() != null)
                .allSatisfy(option -> assertThat(option.allows(option.example())).isTrue());
    }
}
