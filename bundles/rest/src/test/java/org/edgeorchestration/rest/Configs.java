// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Component configurations for tests: the declared defaults, but for what a test says. */
final class Configs {
    private Configs() {}

    static <C> C of(Class<C> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
