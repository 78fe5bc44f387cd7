// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

/**
 * Whom Karaf takes the user of the console for: its administrator, as on the terminal that Karaf was started from. Who can connect can
 * do everything to the node anyway.
 */
final class Administrator {
    private static final List<String> ROLES = List.of("admin", "manager", "viewer", "systembundles");

    private final Subject subject;

    Administrator() {
        Set<Principal> principals = new HashSet<>();
        principals.add(new UserPrincipal(System.getProperty("user.name", "karaf")));
        ROLES.forEach(role -> principals.add(new RolePrincipal(role)));
        this.subject = new Subject(true, principals, Set.of(), Set.of());
    }

    /** Does that as the administrator. */
    <T> T does(Callable<T> work) throws Exception {
        try {
            return Subject.doAs(subject, (PrivilegedExceptionAction<T>) work::call);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }
}
