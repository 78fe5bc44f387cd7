// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void joinsTheWordsOfACommand() {
        assertThat(Options.parse(new String[] {"edge:services", "-s", "Failed"}).command())
                .isEqualTo("edge:services -s Failed");
        assertThat(Options.parse(new String[] {}).command()).isEmpty();
    }

    @Test
    void acceptsWhatKarafsClientAccepts() {
        String line =
                "-u karaf -p karaf -h localhost -a 8101 -k key -l 2 -t 5 -b -v -r 7 -d 3 -f script edge:status --help";
        Options options = Options.parse(line.split(" ", -1));
        assertThat(options).isEqualTo(new Options(false, 7, 3, "script", "edge:status --help"));
    }

    @Test
    void endsOptionsAtTwoDashes() {
        assertThat(Options.parse(new String[] {"-b", "--", "-x", "y"}).command())
                .isEqualTo("-x y");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Options.parse(new String[] {"-x"})).hasMessage("unknown option -x");
        assertThatThrownBy(() -> Options.parse(new String[] {"-f"})).hasMessage("option -f needs a value");
        assertThatThrownBy(() -> Options.parse(new String[] {"-r", "often"}))
                .hasMessage("option -r needs a number, not often");
        assertThatThrownBy(() -> Options.parse(new String[] {"-d", "-1"}))
                .hasMessage("option -d needs a number, not -1");
    }
}
