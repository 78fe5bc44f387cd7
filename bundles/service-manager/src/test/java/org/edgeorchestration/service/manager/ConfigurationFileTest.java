// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigurationFileTest {
    @Test
    void holdsEveryKeyWithItsDefault() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/cfg", EdgeServiceManager.PID + ".cfg"))) {
            file.load(reader);
        }
        Map<Object, Object> defaults = new TreeMap<>();
        for (Method key : Parts.Config.class.getDeclaredMethods()) {
            defaults.put(key.getName().replace('_', '.'), String.valueOf(key.getDefaultValue()));
        }
        assertThat(new TreeMap<>(file)).isEqualTo(defaults);
    }
}
