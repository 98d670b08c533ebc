//! The generated code, in modules of its own, with the lints of generated code.

macro_rules! package {
    ($area:ident, $name:literal) => {
        #[expect(
            clippy::pedantic,
            clippy::allow_attributes,
            clippy::allow_attributes_without_reason,
            reason = "prost and pbjson write this module"
        )]
        pub mod $area {
            include!(concat!(env!("OUT_DIR"), "/callflex.", $name, ".v1.rs"));
            include!(concat!(env!("OUT_DIR"), "/callflex.", $name, ".v1.serde.rs"));
        }
    };
}

package!(accounts, "accounts");
package!(billing, "billing");
package!(calls, "calls");
package!(notifications, "notifications");
package!(people, "people");
package!(webhooks, "webhooks");
package!(work, "work");
