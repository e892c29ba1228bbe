//! Work that is shared among the cores of the machine.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// What came of each item, in the order of the items. After a failure no other item is begun, and the list ends with the
/// failure.
pub(crate) fn share<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
) -> Vec<Result<R, E>> {
    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let hand = || {
        let mut done = Vec::new();
        while !failed.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                break;
            };
            let result = work(item);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            done.push((index, result));
        }
        done
    };
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    // Asking for them takes longer than a small item.
    let hands = if items.len() > 1 {
        cores().min(items.len())
    } else {
        1
    };
    let mut done: Vec<(usize, Result<R, E>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..hands).map(|_| scope.spawn(hand)).collect();
        let mut done = hand();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    let end = done
        .iter()
        .position(|(_, result)| result.is_err())
        .map_or(done.len(), |failed| failed + 1);
    done.truncate(end);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..1_000).collect();
        let results = share(&items, |item| Ok::<_, ()>(item * 2));
        assert!(results.into_iter().eq(items.iter().map(|item| Ok(item * 2))));
        assert!(share(&[], |(): &()| Ok::<_, ()>(())).is_empty());
    }

    #[test]
    fn the_first_failure_ends_the_list() {
        let items: Vec<u32> = (0..1_000).collect();
        let results = share(&items, |item| if item % 7 == 6 { Err(*item) } else { Ok(*item) });
        let (last, before) = results.split_last().unwrap();
        assert!(before.iter().all(Result::is_ok));
        assert_eq!(*last, Err(u32::try_from(before.len()).unwrap()));
    }
}
