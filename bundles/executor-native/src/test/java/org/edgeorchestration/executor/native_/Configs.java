// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with its defaults and a few values of the test's choice. */
final class Configs {
    private Configs() {}

    /** @param values by the name of the annotation's method, such as {@code executions_limit} */
    static NativeExecutor.Config with(Map<String, Object> values) {
        return (NativeExecutor.Config) Proxy.newProxyInstance(
                NativeExecutor.Config.class.getClassLoader(),
                new Class<?>[] {NativeExecutor.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
