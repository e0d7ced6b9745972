package dev.syncline.allinone.launcher;

import java.util.List;
import java.util.Map;

import dev.syncline.allinone.bench.ScaleBench;
import dev.syncline.allinone.bench.Selection;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.launcher.Command.Measure;
import dev.syncline.allinone.launcher.Command.MeasureScale;
import dev.syncline.allinone.launcher.Command.Misunderstood;
import dev.syncline.allinone.launcher.Command.RunService;
import dev.syncline.allinone.launcher.Command.ShowDemo;
import dev.syncline.allinone.launcher.Command.ShowHelp;
import dev.syncline.allinone.launcher.Command.StartAll;
import dev.syncline.allinone.launcher.Command.StopAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

public class CommandTest {

    @Test
    void whatTheHelpSaysIsUnderstood() {
        assertThat(of("demo")).isEqualTo(new ShowDemo(false, 1_000_000, Engine.POSTGRESQL));
        assertThat(of("demo --target clickhouse --lines 1_000 --exit")).isEqualTo(new ShowDemo(true, 1000, Engine.CLICKHOUSE));
        assertThat(of("up")).isEqualTo(new StartAll());
        assertThat(of("down")).isEqualTo(new StopAll());
        assertThat(of("service loader-service --server.port=1 --debug")).isEqualTo(new RunService(Service.LOADER, List.of("--server.port=1", "--debug"), false));
        assertThat(of("run loader-service --debug")).as("the word of before, for one release").isEqualTo(new RunService(Service.LOADER, List.of("--debug"), true));
        assertThat(of("bench")).isEqualTo(new Measure(Selection.STANDARD));
        assertThat(of("bench 10,000")).isEqualTo(new Measure(new Selection(List.of(10_000), List.of(), 5, Map.of())));
        assertThat(of("bench scale")).isEqualTo(new MeasureScale(new ScaleBench.Size(10_000, 1_000)));
        assertThat(of("bench scale 300")).isEqualTo(new MeasureScale(new ScaleBench.Size(300, 1_000)));
        assertThat(of("bench --lane throttled 200000 --lane types --rounds 3 4000000 --option pageSize=5000"))
                .isEqualTo(new Measure(new Selection(List.of(200_000, 4_000_000), List.of("throttled", "types"), 3, Map.of("pageSize", "5000"))));
        assertThat(of("help")).isEqualTo(new ShowHelp());
        assertThat(of("up --help")).isEqualTo(new ShowHelp());
        assertThat(Command.of(List.of())).isEqualTo(new ShowHelp());
    }

    /// `--lines` without a value used to print "Index 1 out of bounds for length 1".
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            demo --lines               | The option --lines needs a value behind it.
            demo --exit --lines        | The option --lines needs a value behind it.
            demo --lines --exit        | The option --lines needs a value behind it.
            demo --target              | The option --target needs a value behind it.
            demo --lines many          | --lines takes a number from 1 to 2,147,483,647, not 'many'.
            demo --lines 0             | --lines takes a number from 1 to 2,147,483,647, not '0'.
            demo --lines -5            | --lines takes a number from 1 to 2,147,483,647, not '-5'.
            demo --lines 3000000000    | --lines takes a number from 1 to 2,147,483,647, not '3000000000'.
            demo --target oracle       | The demo's --target is postgresql or clickhouse, not 'oracle'.
            demo --quick               | The demo has no option '--quick'; it has --exit, --lines and --target.
            demo 5                     | The demo has no option '5'; it has --exit, --lines and --target.
            up now                     | The command 'up' does not know what to do with 'now'.
            down -v                    | The command 'down' does not know what to do with '-v'.
            service                    | Which service is to run? There are config-service, scheduler-service, extractor-service, loader-service, notification-service, console.
            service door               | There is no service 'door'; there are config-service, scheduler-service, extractor-service, loader-service, notification-service, console.
            service loader-service x=1 | A setting is written as --key=value, not 'x=1'.
            bench fast                 | bench takes a number from 1 to 2,147,483,647, not 'fast'.
            bench 5 six                | bench takes a number from 1 to 2,147,483,647, not 'six'.
            bench --rounds 0           | --rounds takes a number from 1 to 2,147,483,647, not '0'.
            bench --lane               | The option --lane needs a value behind it.
            bench --option pageSize    | An option of connections is written as --option NAME=VALUE, not 'pageSize'.
            bench scale 1 2 3          | The command 'bench scale' does not know what to do with '3'.
            bench --quick              | The benchmark has no option '--quick'; it has --lane, --rounds and --option.
            dance                      | There is no command 'dance'.
            """)
    void whatCannotBeUnderstoodGetsASentence(String words, String sentence) {
        assertThatExceptionOfType(Misunderstood.class).isThrownBy(() -> of(words)).withMessage(sentence);
    }

    @Test
    void anUnknownLaneIsToldWhatLanesThereAre() {
        assertThatExceptionOfType(Misunderstood.class).isThrownBy(() -> of("bench --lane oracle-mysql 5"))
                .withMessageStartingWith("There is no lane 'oracle-mysql'; a lane is one of these, or the first words of some: mysql-postgresql, ");
    }

    /// For those who only know the words.
    public static void expectUnderstood(List<String> words) {
        Command.of(words);
    }

    private static Command of(String words) {
        return Command.of(List.of(words.split(" ")));
    }
}
