//! One row of the table of routes, and what follows from it.

mod input;
mod methods;
mod operation;
mod singletons;

use std::collections::BTreeMap;
use std::future::ready;

use actix_web::guard::fn_guard;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::web::{Data, ServiceConfig, resource};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, PathItem};
use web::JsonLimit;

pub(crate) use self::input::{Input, describe_inputs};
pub(crate) use self::methods::refusal;
use self::methods::with_head;
pub(crate) use self::operation::{add_failure, add_parameters};
use self::singletons::read_each_once;
use crate::access::Access;
use crate::admission::bound;

/// One address. Method, path and text are those of the handler's `#[utoipa::path]`.
pub(crate) struct Route {
    /// The handler's own part of the API's description.
    pub(crate) described: fn() -> OpenApi,
    /// Adds what the handler's extractors read.
    pub(crate) inputs: fn(&mut Operation),
    pub(crate) handler: fn() -> actix_web::Route,
    pub(crate) access: Access,
    pub(crate) body: BodyLimit,
}

/// How large a body may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyLimit {
    NoBody,
    UpTo(usize),
}

/// A row of the table: the handler, then a column each for [`Access`] and [`BodyLimit`].
macro_rules! route {
    ($($handler:ident)::+, $access:expr, $body:expr) => {{
        #[derive(utoipa::OpenApi)]
        #[openapi(paths($($handler)::+))]
        struct Document;

        $crate::route::Route {
            described: <Document as utoipa::OpenApi>::openapi,
            inputs: |operation| $crate::route::describe_inputs(&$($handler)::+, operation),
            handler: || actix_web::web::route().to($($handler)::+),
            access: $access,
            body: $body,
        }
    }};
}
pub(crate) use route;

impl Route {
    /// Its part of the API's description.
    pub(crate) fn document(&self) -> OpenApi {
        let mut document = (self.described)();
        for (_, operation) in document.paths.paths.values_mut().flat_map(operations) {
            operation::complete(operation, self);
        }
        document
    }

    /// Serves it, its access checked before anything else of a request is read, and then the room for it.
    pub(crate) fn register(&self, config: &mut ServiceConfig) {
        let (access, limit) = (self.access, self.body.bytes());
        for (path, mut item) in (self.described)().paths.paths {
            for (method, _) in operations(&mut item) {
                let check = from_fn(move |app: Data<_>, request, next| access.check(app, request, next));
                let served = with_head(&method);
                let served = resource(&path)
                    .guard(fn_guard(move |context| served.contains(&context.head().method)))
                    .app_data(JsonLimit(limit))
                    .route((self.handler)().wrap(from_fn(bound)).wrap(check).wrap(from_fn(read_each_once)));
                config.service(served);
            }
        }
    }

    /// Answers the methods that none of the rows of a path takes, and names those that are.
    pub(crate) fn register_refusals(routes: &[Self], config: &mut ServiceConfig) {
        let mut served: BTreeMap<String, Vec<Method>> = BTreeMap::new();
        for (path, mut item) in routes.iter().flat_map(|route| (route.described)().paths.paths) {
            let methods =
                operations(&mut item).flat_map(|(method, _)| with_head(&method)).collect::<Vec<_>>();
            served.entry(path).or_default().extend(methods);
        }
        for (path, methods) in served {
            config.service(resource(&path).to(move || ready(refusal(&methods))));
        }
    }
}

impl BodyLimit {
    fn bytes(self) -> usize {
        match self {
            Self::NoBody => 0,
            Self::UpTo(bytes) => bytes,
        }
    }
}

/// The operations of a path, by their methods.
pub(crate) fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let methods = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
