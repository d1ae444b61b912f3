<?php
// Publishes what comes on standard input as a page written by the given user; prints its address.
require getenv('WORDPRESS_ROOT') . '/wp-load.php';
// WordPress filters what a user writes by what the role may write.
wp_set_current_user(get_user_by('login', $argv[1])->ID);
$page = [
    'post_type' => 'page',
    'post_status' => 'publish',
    'post_title' => 'Letters',
    'post_content' => stream_get_contents(STDIN),
];
echo get_permalink(wp_insert_post(wp_slash($page)));
