//! What a caller may be allowed to do: the one table of it.

use crate::MemberRole;

macro_rules! permissions {
    ($($name:ident $scope:literal $allows:literal [$($role:ident)+];)+) => {
        /// What a person may do by their role, and a program by the scopes of its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Permission {
            $(#[doc = $allows] $name,)+
        }

        impl Permission {
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The scope that a key needs for it.
            pub const fn scope(self) -> &'static str {
                match self {
                    $(Self::$name => $scope,)+
                }
            }

            /// What it allows, as the API describes it.
            pub const fn allows(self) -> &'static str {
                match self {
                    $(Self::$name => $allows,)+
                }
            }

            /// The roles of the people who have it.
            pub const fn roles(self) -> &'static [MemberRole] {
                match self {
                    $(Self::$name => &[$(MemberRole::$role),+],)+
                }
            }
        }
    };
}

permissions! {
    CallsRead "calls:read" "Read calls, and what was said and done in them" [Owner Admin Agent Analyst Viewer];
    EventsRead "events:read" "Follow events as they happen" [Owner Admin Agent Analyst Viewer];
    // The archive has everything as it came: it is for those who set the connections up.
    WebhooksRead "webhooks:read" "Read the archive of webhooks" [Owner Admin];
}
